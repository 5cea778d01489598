// SPDX-License-Identifier: Apache-2.0
// What Firefox does when a page of the internet calls this computer: its own question comes before the relay hears of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Browser } from '../support/browsers.js';
import { RelayProcess } from '../support/relay_process.js';
import { Site } from './site.js';

const patience = 60_000; // ms
let relay;
let site;

before(async () => {
  site = await Site.start(['openai']);
  relay = await RelayProcess.start({ providers: { providers: [] } });
}, { timeout: patience });

after(async () => {
  await site?.stop();
  if (relay) assert.equal(await relay.stop(), 0, relay.output);
});

/// A page that Firefox takes for one of the internet. `answer`: what the person says to every such question; 1 is yes, 2 is no.
async function withPublicPage(answer, check) {
  const browser = await Browser.launch('Firefox', { 'network.lna.address_space.public.override': site.address, ...(answer && { 'permissions.default.loopback-network': answer }) });
  try {
    const page = await browser.open(`${site.origin}/openai`);
    await page.evaluate((base) => { window.asked = window.pair(base).then((token) => ({ token }), (error) => ({ failed: String(error) })); }, relay.base);
    await check(page);
  } finally {
    await browser.close();
  }
}

test('it asks the relay once the person has said yes', { timeout: patience }, () => withPublicPage(1, async (page) => {
  const question = await relay.request(site.origin);
  await relay.command(['requests', 'allow', question.id, '--for', 'session']);
  assert.match((await page.evaluate(() => window.asked)).token, /^byok_/);
  await relay.command(['apps', 'revoke', site.origin]);
}));

test('it fails when the person says no, and the relay hears nothing', { timeout: patience }, () => withPublicPage(2, async (page) => {
  assert.deepEqual(await page.evaluate(() => window.asked), { failed: 'TypeError: NetworkError when attempting to fetch resource.' });
  assert.deepEqual(await relay.questions(), []);
}));

test('it waits while nobody has answered, and the relay hears nothing', { timeout: patience }, () => withPublicPage(undefined, async (page) => {
  // Long enough for a hundred other requests.
  const state = await page.evaluate(async () => {
    for (let count = 0; count < 100; ++count) await (await fetch(`/${count}`)).text();
    return Promise.race([window.asked, 'waits']);
  });
  assert.equal(state, 'waits');
  assert.deepEqual(await relay.questions(), []);
}));
