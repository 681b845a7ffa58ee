import { expect } from '@open-wc/testing';
import type { Kyc } from '../../src/contract/kyc.ts';
import { createSandbox, failing } from '../../src/sandbox/index.ts';
import { en, type Strings } from '../../src/strings/en.ts';
import { hi } from '../../src/strings/hi.ts';
import { saying } from './kyc-scene.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, find, seen, text, until } from './sight.ts';

const words = { en, hi };
const kyc = 'vobiz-kyc-redirect';

const until7 = new Date(Date.now() + 7 * 86_400_000).toISOString();
const half = { status: 'in_progress', kyc_type: 'individual', completed_steps: ['pan'], created_at: until7, expires_at: until7 }; // prettier-ignore
const mailed = { status: 'email_sent', flow_type: 'email', email_hint: 'm***@a-rather-long-name-of-a-host.example.com', expires_at: until7, resend_at: until7 }; // prettier-ignore

/** What the service says, and what is to be read then. */
const kycFaces: [name: string, said: Partial<Kyc>, says: (strings: Strings) => string][] = [
  ['nothing yet', { status: 'none' }, (strings) => strings.kyc.prepare.others],
  ['a link', { status: 'link_ready' }, (strings) => strings.kyc.next.link_ready],
  ['a mail', mailed, (strings) => strings.kyc.next.email_sent],
  ['opened', { status: 'opened' }, (strings) => strings.kyc.next.opened],
  ['half way', half, (strings) => strings.kyc.next.aadhaar],
  ['confirming', { status: 'kyc_completed' }, (strings) => strings.kyc.next.confirming],
  ['verified', { verified: true, completed_at: until7 }, (strings) => strings.kyc.next.completed],
  ['failed for a reason', { ...half, status: 'failed', reason: 'gstin-cancelled' }, (strings) => strings.kyc.reasons['gstin-inactive']!.next],
  ['expired', { status: 'expired' }, (strings) => strings.kyc.next.expired],
  ['revoked', { status: 'revoked' }, (strings) => strings.kyc.next.revoked],
  ['an unknown word', { status: 'under_review' }, (strings) => strings.kyc.next.unknown('under_review')],
]; // prettier-ignore

async function askRestart() {
  await until(
    () => [...all(document.body)].some((element) => element.matches('.actions .plain')),
    'no way to start over',
  );
  find<HTMLButtonElement>('.actions .plain').click();
  await until(() => [...all(document.body)].some((element) => element.matches('dialog[open]')), 'no question');
}

/** A face, how one gets there, and the words that show that one is there. */
interface Face {
  name: string;
  scene: Scene;
  reach?: () => Promise<unknown>;
  says: (strings: Strings) => string;
}

const faces = (): Face[] => [
  { name: 'failed to read', scene: { service: failing(createSandbox(), 409) }, says: ({ retry }) => retry },
  ...kycFaces.map(([name, said, says]) => ({ name, scene: { between: saying(said) }, says })),
  {
    name: 'asking to start over',
    scene: { between: saying({ status: 'opened' }) },
    reach: askRestart,
    says: (strings) => strings.kyc.confirm.dies,
  },
];

describe('every face of a verification, for everybody', () => {
  afterEach(clear);

  for (const lang of ['en', 'hi'] as const)
    for (const theme of ['light', 'dark'] as const)
      for (const { name, scene, reach, says } of faces())
        it(`can be read and heard: ${name}, ${lang}, ${theme}`, async () => {
          const portal = show(kyc, { service: createSandbox(), ...scene, lang, theme });
          await reach?.();
          await seen(says(words[lang]));
          await expect(portal).to.be.accessible();
        });

  for (const width of [280, 320, 441, 520, 681, 1100])
    for (const lang of ['en', 'hi'] as const)
      it(`fits ${width} px in ${lang}: no face of a verification is cut off or wider than its place`, async () => {
        for (const [, said, says] of kycFaces) {
          const portal = show(kyc, { lang, between: saying(said) });
          portal.querySelector(kyc)!.showLink = true;
          portal.style.setProperty('inline-size', `${width}px`);
          portal.style.setProperty('display', 'block');
          await seen(says(words[lang]));
          const edge = portal.getBoundingClientRect().right;
          for (const element of all(portal)) {
            if (isUnseen(element)) continue;
            const { right } = element.getBoundingClientRect();
            expect(right, `${element.localName}.${element.className}: ${text(element).slice(0, 80)}`).to.be.at.most(
              edge,
            );
            if (getComputedStyle(element).display === 'inline') continue;
            expect(element.scrollWidth, `${element.className}: ${text(element)}`).to.be.at.most(
              element.clientWidth + 1,
            );
          }
          clear();
        }
      });
});

/** What is there for screen readers alone, or not at all. */
const isUnseen = (element: Element) => {
  const { width, height } = element.getBoundingClientRect();
  return Boolean(element.closest('.hidden, thead')) || width <= 1 || height <= 1;
};
