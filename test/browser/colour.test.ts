import { expect } from '@open-wc/testing';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, find, seen, until } from './sight.ts';

const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const pen = canvas.getContext('2d', { willReadFrequently: true })!;

/** The relative luminance of a colour as it is painted. */
function luminance(colour: string): number {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const colours = [0, 20, 45, 60, 90, 120, 160, 190, 210, 240, 270, 300, 330].flatMap((hue) =>
  [15, 30, 40, 46, 48, 50, 52, 55, 60, 70, 85].flatMap((light) =>
    [30, 70, 100].map((much) => `hsl(${hue} ${much}% ${light}%)`),
  ),
);

describe("a partner's colour", () => {
  afterEach(clear);

  for (const theme of ['light', 'dark'] as const)
    it(`leaves the main button readable, at rest and under the pointer, whatever it is (${theme})`, async () => {
      const portal = show('vobiz-number-picker', { theme });
      await until(() => [...all(document.body)].some((element) => element.matches('input[name=number]')), 'no list');
      find<HTMLInputElement>('input[name=number]').click();
      await seen('Review and buy');
      const button = find<HTMLElement>('button.primary');
      button.style.setProperty('transition', 'none');
      const unreadable: string[] = [];
      for (const colour of colours) {
        portal.style.setProperty('--vobiz-accent', colour);
        for (const ground of ['--_accent', '--_accent-hover']) {
          button.style.setProperty('background-color', `var(${ground})`);
          const { color, backgroundColor } = getComputedStyle(button);
          const ratio = contrast(color, backgroundColor);
          if (ratio < 4.5) unreadable.push(`${colour} ${ground}: ${ratio.toFixed(2)}`);
        }
      }
      expect(unreadable).to.deep.equal([]);
    });
});
