// SPDX-License-Identifier: Apache-2.0
// The system's browsers, as pages of a test are opened in them: Chromium by its own protocol, Firefox by WebDriver BiDi.
import { existsSync } from 'node:fs';

import puppeteer from 'puppeteer-core';

/// What is launched, and how. Unless a test says so no preference is changed and no permission is granted: what passes passes for people.
const kinds = {
  Chromium: { browser: 'chrome', paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    // Without Chromium's sandbox, which root and many containers cannot have: the pages are our own.
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] },
  Firefox: { browser: 'firefox', paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox'], args: [] },
};
export const browserNames = Object.keys(kinds);

export class Browser {
  #browser;

  /// `preferences`: Firefox's, as about:config has them.
  static async launch(name, preferences = {}) {
    const { browser, paths, args } = kinds[name];
    const executablePath = paths.find(existsSync);
    if (!executablePath) throw new Error(`${name} is needed: apt-get install ${name === 'Firefox' ? 'firefox-esr' : 'chromium'}`);
    const launched = new Browser();
    launched.name = name;
    launched.#browser = await puppeteer.launch({ browser, executablePath, args, headless: true, extraPrefsFirefox: preferences });
    launched.version = await launched.#browser.version();
    return launched;
  }

  /// A page at `url`; what goes wrong on it outside of a call is in `page.faults`.
  async open(url) {
    const page = await this.#browser.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(error.message));
    await page.goto(url);
    return page;
  }
  async close() { await this.#browser?.close(); }
}
