/** How the hosted pages look. */
export const style = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f5f8, #0f1115);
  --card: light-dark(#fff, #181b21);
  --ink: light-dark(#171a21, #eceef2);
  --soft: light-dark(#545b67, #a9b0bd);
  --line: light-dark(#e2e5ea, #2d323b);
  --edge: light-dark(#818997, #7c8492);
  --accent: light-dark(#2f4fd0, #90a8ff);
  --on-accent: light-dark(#fff, #0f1115);
  --tint: light-dark(#eef1fc, #1f2536);
  --good: light-dark(#13693a, #6fd39a);
  --good-tint: light-dark(#e7f5ec, #14291e);
  --bad: light-dark(#b3201f, #ff9d95);
  --bad-tint: light-dark(#fdeeed, #341a19);
  --wait: light-dark(#7d4a00, #f0bd62);
  --wait-tint: light-dark(#fdf3e0, #2d2310);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  background: var(--ground);
  color: var(--ink);
}
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; overflow-wrap: anywhere; }
h1, h2, p, ul, ol, dl, dd { margin: 0; }
h1 { font-size: 26px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 16px; line-height: 1.4; font-weight: 620; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.small, .hint, .foot { font-size: 14px; color: var(--soft); }

header { display: flex; align-items: center; justify-content: space-between; flex-wrap: wrap; }
.brand { display: flex; margin: 16px 0 16px max(20px, calc(50% - 500px)); align-items: center; gap: 10px; font-weight: 650; font-size: 18px; }
.brand span { font-weight: 400; font-size: 15px; color: var(--soft); padding-inline-start: 10px; border-inline-start: 1px solid var(--line); }
.pill { margin: 0 max(20px, calc(50% - 500px)) 0 0; padding: 2px 10px; border-radius: 99px; background: var(--wait-tint); color: var(--wait); font-size: 13px; font-weight: 620; }
.warning { flex: 1 0 100%; background: var(--wait-tint); color: var(--wait); font-size: 14px; padding: 10px 20px; text-align: center; text-wrap: balance; }

.columns { display: grid; gap: 24px; max-width: 1040px; margin: 0 auto; padding: 28px 20px 56px; }
main { width: 100%; max-width: 640px; margin: 0 auto; min-width: 0; }
.card { display: grid; gap: 20px; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 16px; box-shadow: 0 1px 2px light-dark(#10182810, #0006), 0 8px 24px light-dark(#1018280a, #0004); }
.foot { margin-block-start: 16px; text-align: center; }

.steps { display: flex; list-style: none; padding: 0; margin-block-end: 20px; font-size: 14px; color: var(--soft); }
.steps li { display: grid; justify-items: center; gap: 6px; flex: 1; text-align: center; position: relative; }
.steps li + li::before { content: ''; position: absolute; inset-block-start: 13px; inset-inline-start: calc(-50% + 20px); width: calc(100% - 40px); border-block-start: 2px solid var(--line); }
.steps li.done + li::before { border-color: var(--good); }
.dot { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 50%; border: 2px solid var(--edge); font-size: 13px; font-weight: 620; background: var(--card); }
.here { color: var(--ink); font-weight: 620; }
.here .dot { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.done .dot { border-color: var(--good); color: var(--good); background: var(--good-tint); }

.choices { display: grid; gap: 16px; }
.choices section { display: grid; align-content: start; gap: 8px; padding: 20px; border: 1px solid var(--line); border-radius: 12px; }
.choices ul { padding-inline-start: 20px; margin-block-end: 8px; }
.choices li { margin-block: 4px; }
.choices .button { align-self: end; }

form { display: grid; gap: 20px; }
.field { display: grid; gap: 4px; }
label { font-weight: 620; }
input { font: inherit; width: 100%; min-height: 48px; padding: 8px 14px; margin-block-start: 4px; border: 1px solid var(--edge); border-radius: 10px; background: var(--card); color: inherit; }
input.code { font-family: ui-monospace, 'SF Mono', 'Roboto Mono', Menlo, monospace; font-size: 18px; letter-spacing: 0.06em; }
input[type='date'] { max-width: 220px; }
.fault { color: var(--bad); font-weight: 550; font-size: 15px; }
.wrong input { border: 2px solid var(--bad); padding-inline: 13px; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 20px; }
button, .button { font: inherit; font-weight: 620; display: inline-flex; align-items: center; justify-content: center; min-height: 48px; padding: 10px 22px; border: 1px solid var(--accent); border-radius: 10px; background: var(--accent); color: var(--on-accent); text-decoration: none; text-align: center; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.08); }
button.quiet, .button.quiet { background: transparent; color: var(--accent); }
button.quiet:hover, .button.quiet:hover { background: var(--tint); }
.actions > a:not(.button) { display: inline-flex; align-items: center; min-height: 44px; }

.alert { padding: 14px 18px; border-radius: 10px; border: 1px solid var(--bad); background: var(--bad-tint); color: var(--bad); }
.alert ul { padding-inline-start: 20px; }
.alert a { color: inherit; }
.from { display: inline-flex; justify-self: start; font-size: 13px; font-weight: 620; padding: 2px 10px; border-radius: 99px; background: var(--tint); color: var(--accent); }
.consent { padding: 16px 20px; border-radius: 12px; background: var(--tint); }
.consent ul { padding-inline-start: 20px; margin-block-start: 6px; }
.mark { fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.mark circle { stroke: none; }
.good { color: var(--good); }
.good circle { fill: var(--good-tint); }
.bad { color: var(--bad); }
.bad circle { fill: var(--bad-tint); }
.wait { color: var(--wait); }
.wait circle { fill: var(--wait-tint); }
dl { display: grid; border: 1px solid var(--line); border-radius: 12px; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 10px 16px; }
dl div + div { border-block-start: 1px solid var(--line); }
dt { color: var(--soft); }
dd { font-weight: 550; font-variant-numeric: tabular-nums; }

aside { width: 100%; max-width: 640px; margin: 0 auto; padding: 20px; border: 1px dashed var(--edge); border-radius: 14px; font-size: 14px; min-width: 0; }
aside > p { color: var(--soft); }
table { width: 100%; border-collapse: collapse; margin-block-start: 14px; }
caption { text-align: start; font-weight: 620; padding-block-end: 4px; }
tbody th, td { text-align: start; vertical-align: top; font-weight: 400; padding: 6px 0; border-block-start: 1px solid var(--line); }
tbody th { width: 1%; overflow-wrap: normal; white-space: nowrap; padding-inline-end: 14px; }
td { color: var(--soft); }
code { font-family: ui-monospace, 'SF Mono', 'Roboto Mono', Menlo, monospace; font-size: 13px; user-select: all; }

@media (min-width: 560px) {
  .choices { grid-template-columns: 1fr 1fr; }
  .choices section { grid-template-rows: auto auto 1fr auto; }
}
@media (min-width: 900px) {
  .columns:has(aside) { grid-template-columns: minmax(0, 1fr) 360px; align-items: start; }
  .columns:has(aside) > main { max-width: none; }
}
@media (max-width: 460px) {
  .card { padding: 22px 18px; }
  .columns { padding: 20px 14px 40px; }
  .brand { margin: 12px 0 12px 14px; }
  .pill { margin-inline-end: 14px; }
  .brand span { display: none; }
  h1 { font-size: 23px; }
  .card .actions .button, .card .actions button { flex: 1 1 100%; }
  tbody th { white-space: normal; }
}
`;

/** The mark of the pages: a tick in a shield. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2f4fd0" d="M16 1 28 5v10c0 8-5 13-12 16C9 28 4 23 4 15V5z"/><path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="m10 16 4.5 4.5L22.5 12"/></svg>
`;
