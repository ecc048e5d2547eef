// Loaded with `electron -r` before the app. Whoever drives it attaches while it starts, and now and then is too late for a window
// that opens in that very moment, and then waits for it for ever. So the app is not told that Electron is ready before the driver
// says so: Playwright calls `__playwright_run` once it is attached.
const { app } = require('electron');

const ready = app.whenReady();
const emit = app.emit.bind(app);
/** @type {unknown[]} */
let words = [];
let held = true;
let release = () => {};
/** @type {Promise<void>} */
const released = new Promise((settle) => {
  release = () => settle();
});

app.emit = (name, ...rest) => {
  if (!held || name !== 'ready') return emit(name, ...rest);
  words = rest;
  return true;
};
app.isReady = () => !held;
app.whenReady = () => released;

Object.assign(globalThis, {
  async __playwright_run() {
    await ready;
    held = false;
    release();
    emit('ready', ...words);
  },
});
