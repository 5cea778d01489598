// SPDX-License-Identifier: Apache-2.0
// A desktop of its own: Xvfb with a window manager, and a person's hands by xdotool.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const patience = 20_000; // ms
const lookAgainAfter = 50; // ms

export class Desktop {
  #server;
  #manager;

  static async start() {
    const desktop = new Desktop();
    // It says on descriptor 3 which display number it has found free, and stays as it is when a first client leaves.
    desktop.#server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    let number = '';
    for await (const piece of desktop.#server.stdio[3].setEncoding('utf8')) {
      number += piece;
      if (number.endsWith('\n')) break; // the digits may come in pieces
    }
    desktop.display = `:${number.trim()}`;
    desktop.#manager = spawn('openbox', ['--sm-disable'], { stdio: 'ignore', env: desktop.environment });
    // Without a window manager nobody says which window is active.
    await desktop.#until('the window manager', async () =>
      (await run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env: desktop.environment })).stdout.includes('window id'));
    return desktop;
  }

  /// For programs that are to be seen on it.
  get environment() {
    return { ...process.env, DISPLAY: this.display, QT_QPA_PLATFORM: 'xcb', WAYLAND_DISPLAY: '' };
  }

  async #hands(...words) {
    return (await run('xdotool', words, { env: this.environment })).stdout.trim();
  }

  async #until(what, look) {
    for (const end = Date.now() + patience; Date.now() < end; await after(lookAgainAfter)) {
      const found = await look();
      if (found) return found;
    }
    throw new Error(`${what} did not come`);
  }

  /// The id of the visible window with this in its title, once it is there.
  window(title) {
    return this.#until(`a window “${title}”`, () => this.#hands('search', '--onlyvisible', '--name', title).then((ids) => ids.split('\n')[0], () => ''));
  }
  /// Resolves once no such window is visible.
  gone(title) {
    return this.#until(`the end of “${title}”`, () => this.#hands('search', '--onlyvisible', '--name', title).then((ids) => ids === '', () => true));
  }
  active() {
    return this.#hands('getactivewindow').catch(() => '');
  }
  /// Clicks a window to the front, as the person does from a task bar.
  async activate(id) {
    await this.#hands('windowactivate', '--sync', id);
    await this.#until('the focus', async () => await this.active() === id);
  }
  press(key) {
    return this.#hands('key', '--clearmodifiers', key);
  }

  async stop() {
    for (const child of [this.#manager, this.#server]) {
      if (!child || child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
  }
}
