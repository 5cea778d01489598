// SPDX-License-Identifier: Apache-2.0
// The system's Chromium.
import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

export const launch = (...more) => launchOn(undefined, ...more);

/// In windows that are seen on `desktop`, where the browser can ask the person; without one, in none.
export function launchOn(desktop, ...more) {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!executablePath) throw new Error('Chromium is needed: apt-get install chromium');
  // Without Chromium's sandbox (Playwright's default), which root and many containers cannot have: the pages are our own.
  return chromium.launch({ executablePath, chromiumSandbox: false, headless: !desktop, env: desktop?.environment,
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...more] });
}
