import { startWebKit } from './webkit-driver.js';

// WebDriver's names for keys (W3C WebDriver §17.4.2), under the names that Web Test Runner uses.
const keys = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

const buttons = { left: 0, middle: 1, right: 2 };
const move = (x, y) => ({ type: 'pointerMove', duration: 0, x, y });
const press = (button = 'left') => ({ type: 'pointerDown', button: buttons[button] });
const release = (button = 'left') => ({ type: 'pointerUp', button: buttons[button] });

/** A Web Test Runner launcher for WebKitGTK that speaks WebDriver by itself. */
export function webkitLauncher({ driver, browser }) {
  let address;
  let session;
  let active;
  let page;

  const say = async (method, path, body) => {
    const response = await fetch(address + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${path}: ${value?.message || value?.error}`);
    return value;
  };
  const go = (url) => say('POST', `/session/${session}/url`, { url });
  const act = (action) => say('POST', `/session/${session}/actions`, { actions: [action] });
  const mouse = (actions) => act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });

  return {
    name: 'WebKit',
    type: 'webdriver', // so that the runner's commands for keys and the mouse come here
    concurrency: 1,
    async initialize() {
      address = await startWebKit(driver);
    },
    async startSession(id, url) {
      if (!session) {
        const options = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
        session = (await say('POST', '/session', { capabilities: { alwaysMatch: options } })).sessionId;
      }
      active = id;
      page = url;
      await go(url);
    },
    isActive: (id) => active === id,
    getBrowserUrl: () => page,
    async stopSession() {
      active = undefined;
      await go('about:blank');
      return {};
    },
    async stop() {
      if (session) await say('DELETE', `/session/${session}`).catch(() => undefined);
      session = undefined;
    },
    async startDebugSession() {
      throw new Error('WebKit can not be debugged from here: use Chromium or Firefox');
    },
    sendKeys: (_id, list) => {
      const values = list.map((key) => keys[key] ?? key);
      const actions = values.flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })));
      return act({ type: 'key', id: 'keys', actions });
    },
    sendMouseMove: (_id, x, y) => mouse([move(x, y)]),
    sendMouseClick: (_id, x, y, button) => mouse([move(x, y), press(button), release(button)]),
    sendMouseDown: (_id, button) => mouse([press(button)]),
    sendMouseUp: (_id, button) => mouse([release(button)]),
    resetMouse: () => mouse([release('left'), release('middle'), release('right'), move(0, 0)]),
  };
}
