import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDigits, searchDigits } from '../../src/format/phone.ts';

describe('Somebody who searches', () => {
  for (const [typed, found] of [
    ['7149', '7149'],
    ['080', '80'],
    ['080 7138 7149', '8071387149'],
    ['(080) 7138-7149', '8071387149'],
    ['080.7138.7149', '8071387149'],
    ['91', 'empty'],
    ['9180', '80'],
    ['91807', '807'],
    ['918071', '918071'],
    ['91 8071387149', '918071387149'],
    ['+91', '91'],
    ['+91 80', '9180'],
    ['＋９１ ８０', '9180'],
    ['+91 (0)80 7138 7149', '918071387149'],
    ['0091 80', '9180'],
    ['0091 80 7138 7149', '918071387149'],
    ['09198765432', '9198765432'],
    ['09180', '9180'],
    ['0', '0'],
    ['000', '000'],
    ['0786', '786'],
    ['७८६', '786'],
    ['०८० ७१३८', '807138'],
    ['\u200e+91 80713\u00a087149\u202c', '918071387149'],
    ['', 'empty'],
    [' - ', 'empty'],
    ['+', 'empty'],
    ['123456789012', '123456789012'],
    ['1234567890123', 'too-long'],
    ['CALL ME', 'letters'],
    ['98x', 'letters'],
    ['नंबर', 'letters'],
  ] as const) {
    it(`for "${typed}" looks for ${found}`, () => {
      const answer = searchDigits(typed);
      assert.equal('digits' in answer ? answer.digits : answer.problem, found);
    });
  }

  it('may type anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const answer = searchDigits(text);
        assert.ok('problem' in answer || /^\d{1,12}$/.test(answer.digits));
      }),
    );
  });

  it('may type digits in any Indian script', () => {
    for (const digits of [
      '०१२३४५६७८९', // Devanagari
      '০১২৩৪৫৬৭৮৯', // Bengali
      '੦੧੨੩੪੫੬੭੮੯', // Gurmukhi
      '૦૧૨૩૪૫૬૭૮૯', // Gujarati
      '୦୧୨୩୪୫୬୭୮୯', // Odia
      '௦௧௨௩௪௫௬௭௮௯', // Tamil
      '౦౧౨౩౪౫౬౭౮౯', // Telugu
      '೦೧೨೩೪೫೬೭೮೯', // Kannada
      '൦൧൨൩൪൫൬൭൮൯', // Malayalam
      '᱐᱑᱒᱓᱔᱕᱖᱗᱘᱙', // Santali
      '꯰꯱꯲꯳꯴꯵꯶꯷꯸꯹', // Manipuri
      '\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669', // Arabic
      '\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9', // Urdu
      '０１２３４５６７８９', // full width
    ]) {
      assert.equal(readDigits(`a${digits}-`), '0123456789', digits);
    }
  });
});
