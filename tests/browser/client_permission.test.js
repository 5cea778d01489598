// SPDX-License-Identifier: Apache-2.0
// What a page of the internet is told by byok-relay-client when its browser asks, or does not let it, reach this computer.
import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Authority } from './support/authority.js';
import { Browser } from './support/browsers.js';
import { launch, launchOn } from './support/chromium.js';
import { Desktop } from './support/desktop.js';
import { RelayProcess } from './support/relay_process.js';
import { StaticServer } from './support/static_server.js';

const patience = 60_000; // ms
const resources = resolve(import.meta.dirname, '../../resources');
const html = '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">';
let relay;
let authority;
let secure; // serves the page over https, as sites of the internet do
let free; // a port that nobody listens on

before(async () => {
  relay = await RelayProcess.start({ providers: { providers: [] } });
  authority = await Authority.make();
  secure = createServer({ key: authority.key, cert: authority.cert }, async (request, reply) => {
    const isClient = request.url === '/client.js';
    reply.writeHead(200, { 'content-type': isClient ? 'text/javascript' : 'text/html' }).end(isClient ? await readFile(join(resources, 'client/client.js')) : html);
  }).listen(0, '127.0.0.1');
  await once(secure, 'listening');
  const probe = await new StaticServer(resources).start();
  free = probe.port;
  await probe.stop();
}, { timeout: patience });

after(async () => {
  secure?.closeAllConnections();
  secure?.close();
  await authority?.remove();
  if (relay) assert.equal(await relay.stop(), 0, relay.output);
});

/// Runs in the page: what discover() finds, or what it says for people.
async function look(ports) {
  const { discover, explain } = await import('/client.js');
  return discover({ ports, promptTimeout: 2000 }).catch(explain);
}

describe('Chromium', () => {
  const origin = () => `https://app.example:${secure.address().port}`;
  const args = () => [`--ip-address-space-overrides=127.0.0.1:${secure.address().port}=public`, '--host-resolver-rules=MAP app.example 127.0.0.1'];

  /// A page of the internet; `setting`: what the person has said to Chromium's question, if anything.
  async function withPage(browser, setting, check, prepare = () => {}) {
    try {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await page.addInitScript(prepare);
      await page.goto(origin());
      if (setting) {
        const { targetInfo: { browserContextId } } = await (await context.newCDPSession(page)).send('Target.getTargetInfo');
        await (await browser.newBrowserCDPSession()).send('Browser.setPermission', { permission: { name: 'loopback-network' }, setting, origin: origin(), browserContextId });
      }
      await check(page);
    } finally {
      await browser.close();
    }
  }

  test('reaches the relay once its question was answered with yes', { timeout: patience }, async () => withPage(await launch(...args()), 'granted', async (page) => {
    assert.equal((await page.evaluate(look, [relay.port])).baseURL, relay.base);
    assert.equal((await page.evaluate(look, [free])).code, 'not_running');
  }));

  test('does not, once it was answered with no, and the page is told where to change that', { timeout: patience }, async () => withPage(await launch(...args()), 'denied', async (page) => {
    const told = await page.evaluate(look, [relay.port]);
    assert.equal(told.code, 'permission_denied');
    assert.match(told.action, /left of its address/);
  }));

  test('asks, and the page is told that; where none runs it does not ask', { timeout: patience }, async () => {
    const desktop = await Desktop.start();
    try {
      await withPage(await launchOn(desktop, ...args()), undefined, async (page) => {
        const none = await page.evaluate(look, [free]);
        assert.equal(none.code, 'not_running');
        assert.match(none.action, /^Start Byok Relay.*If it is running: Allow/);
        const asked = await page.evaluate(look, [relay.port]);
        assert.equal(asked.code, 'permission_prompt');
        assert.match(asked.action, /Allow/);
      });
    } finally {
      await desktop.stop();
    }
  });

  // No Safari runs here: the page believes that it is one, as its client can only tell by the name.
  test('as Safari: an https page is told of both that may be', { timeout: patience }, async () => withPage(await launch(...args()), 'granted', async (page) => {
    const told = await page.evaluate(look, [free]);
    assert.equal(told.code, 'mixed_content');
    assert.match(told.text, /https.*or Byok Relay is not running/);
  }, () => {
    Object.defineProperty(navigator, 'vendor', { value: 'Apple Computer, Inc.' });
    navigator.permissions.query = () => Promise.reject(new TypeError('no such permission'));
  }));
});

describe('Firefox', () => {
  /// A page that Firefox takes for one of the internet; `answer`: what the person says to its question: 1 is yes, 2 is no, for once.
  async function withPage(answer, check) {
    const site = await new StaticServer(resources, { '/': html, '/client.js': await readFile(join(resources, 'client/client.js'), 'utf8') }).start();
    const browser = await Browser.launch('Firefox', { 'network.dns.localDomains': 'app.example',
      'network.lna.address_space.public.override': `127.0.0.1:${site.port},[::1]:${site.port}`, ...(answer && { 'permissions.default.loopback-network': answer }) });
    try {
      await check(await browser.open(`http://app.example:${site.port}/`));
    } finally {
      await browser.close();
      await site.stop();
    }
  }

  test('reaches the relay once its question was answered with yes', { timeout: patience }, () => withPage(1, async (page) => {
    assert.equal((await page.evaluate(look, [relay.port])).baseURL, relay.base);
  }));

  test('tells a no for once from no relay as little as the page can, which says both', { timeout: patience }, () => withPage(2, async (page) => {
    const told = await page.evaluate(look, [relay.port]);
    assert.equal(told.code, 'not_running');
    assert.match(told.action, /^Start Byok Relay.*If it is running: Allow/);
  }));

  test('asks, and the page is told that', { timeout: patience }, () => withPage(undefined, async (page) => {
    assert.equal((await page.evaluate(look, [relay.port])).code, 'permission_prompt');
  }));
});
