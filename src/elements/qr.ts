import { html } from 'lit';
import { qrModules } from '../format/qr.ts';

// Readers need four light modules around a code (ISO/IEC 18004, 5.3.8).
const quiet = 4;

/** A text as a QR code; loaded when one is asked for, for most never do. */
export function qrCode(text: string, label: string) {
  const modules = qrModules(text);
  const size = modules.length + 2 * quiet;
  const dark = modules.flatMap((row, r) =>
    row.flatMap((isDark, c) => (isDark ? [`M${c + quiet} ${r + quiet}h1v1h-1z`] : [])),
  );
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <path d=${dark.join('')}></path>
  </svg>`;
}
