// SPDX-License-Identifier: Apache-2.0
// Keys that apps bring with each request: sealed by somebody else's implementation of HPKE, in real Chromium, in Firefox and in
// Node, and plain by the official SDKs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { build } from 'esbuild';

import { Browser, browserNames } from './support/browsers.js';
import { Contract } from './support/contract.js';
import { FakeProvider } from './support/fake_provider.js';
import { PageServer } from './support/page_server.js';
import { RelayProcess } from './support/relay_process.js';

const openAiKey = 'sk-proj-planted0123456789abcdefghijklmnop';
const anthropicKey = 'sk-ant-api03-planted0123456789abcdefghijklmnop';

/// What an app would have in its own code. Runs in the page and in Node.
const sealing = `
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const textOf = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const utf8 = (text) => new TextEncoder().encode(text);

/// The key, sealed to the relay at base as one origin's ('' for a program's).
globalThis.sealed = async (base, key, origin) => {
  const to = await (await fetch(base + '/keys/public')).json();
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(to.public_key).buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: utf8('byok-relay v1') });
  const note = JSON.stringify({ key, iat: Math.floor(Date.now() / 1000) });
  const ciphertext = new Uint8Array(await sender.seal(utf8(note), utf8(to.key_id + '|' + origin)));
  return textOf(Uint8Array.of(...new Uint8Array(sender.enc), ...ciphertext));
};`;

let fake;
let relay;
let siteA; // both are approved
let siteB;
const scripts = {}; // for pages: sealing, and the SDKs

/// Runs in a page: one chat by plain fetch, with these headers; what came of it.
async function chat({ base, path = '/relay/openai/v1/chat/completions', model, headers }) {
  const reply = await fetch(base + path, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ model, stream: true, messages: [] }),
  });
  return { status: reply.status, text: await reply.text() };
}

const seal = (page, key) => page.evaluate((base, one) => sealed(base, one, location.origin), relay.base, key);

async function bundled(contents) {
  const result = await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'error' });
  return result.outputFiles[0].text;
}

before(async () => {
  fake = await new FakeProvider().start();
  siteA = await new PageServer().start();
  siteB = await new PageServer().start();
  // No key is stored: whatever is answered was answered to a key that came along.
  relay = await RelayProcess.start({
    origins: [siteA.origin, siteB.origin],
    providers: { providers: [{ id: 'openai', base_url: fake.base }, { id: 'anthropic', base_url: fake.base }] },
  });
  // One page asks more in these tests than an app does in a minute.
  await relay.command(['settings', 'set', 'limits.ai-requests-per-minute', '0']);
  scripts.sealing = await bundled(sealing);
  scripts.sdks = await bundled(`import Anthropic from '@anthropic-ai/sdk'; import OpenAI from 'openai'; Object.assign(globalThis, { Anthropic, OpenAI });`);
}, { timeout: 120_000 });

after(async () => {
  const files = JSON.stringify(await relay?.files());
  const code = await relay?.stop();
  await Promise.all([siteA, siteB, fake].map((one) => one?.stop()));
  if (!relay) return;
  assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
  for (const secret of ['planted0123456789']) assert.ok(!(relay.output + files).includes(secret), 'a key was written down');
});

for (const name of browserNames) {
  describe(name, () => {
    let browser;
    before(async () => { browser = await Browser.launch(name); }, { timeout: 120_000 });
    after(() => browser?.close());

    /// A page of the site with this script on it.
    async function open(site, content) {
      const page = await browser.open(site.origin);
      await page.addScriptTag({ content });
      return page;
    }

    describe('a page that seals the key which it brings', () => {
      test('streams with it, without a token', async () => {
        const page = await open(siteA, scripts.sealing);
        const blob = await seal(page, openAiKey);
        const reply = await page.evaluate(chat, { base: relay.base, model: `sealed-${name}`, headers: { 'x-api-key-sealed': blob } });
        assert.equal(reply.status, 200, reply.text);
        assert.ok(reply.text.endsWith('data: [DONE]\n\n'));
        const request = await fake.requestOf(`sealed-${name}`);
        assert.equal(request.headers.authorization, `Bearer ${openAiKey}`);
        for (const field of ['x-api-key', 'x-api-key-sealed', 'origin', 'x-relay-token']) assert.equal(request.headers[field], undefined, `${field} went upstream`);
        assert.ok(!request.rawHeaders.includes(blob));
        await page.close();
      });

      test('reaches Anthropic by the model alone', async () => {
        const page = await open(siteA, scripts.sealing);
        const reply = await page.evaluate(chat, { base: relay.base, path: '/relay', model: `claude-sealed-${name}`, headers: { 'x-api-key-sealed': await seal(page, anthropicKey) } });
        assert.equal(reply.status, 200, reply.text);
        assert.equal((await fake.requestOf(`claude-sealed-${name}`)).headers['x-api-key'], anthropicKey);
        await page.close();
      });

      test('can use each blob once, and no other page can use it at all', async () => {
        const page = await open(siteA, scripts.sealing);
        const other = await open(siteB, scripts.sealing);
        const blob = await seal(page, openAiKey);
        const send = (from, model) => from.evaluate(chat, { base: relay.base, model, headers: { 'x-api-key-sealed': blob } });
        const stolen = await send(other, `stolen-${name}`);
        assert.equal(stolen.status, 400, stolen.text);
        assert.equal(JSON.parse(stolen.text).code, 'sealed_key_refused');
        assert.equal((await send(page, `once-${name}`)).status, 200);
        const again = await send(page, `twice-${name}`);
        assert.equal(again.status, 400, again.text);
        assert.match(JSON.parse(again.text).error, /used before/);
        assert.ok(!fake.requests.some(({ model }) => model === `stolen-${name}` || model === `twice-${name}`), 'it went upstream all the same');
        await Promise.all([page, other].map((one) => one.close()));
      });

      test('can have it stored, for itself alone', async () => {
        const page = await open(siteA, scripts.sealing);
        const token = await page.evaluate(async (base) => {
          const reply = await fetch(`${base}/users`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"app_id":"sealer"}' });
          return (await reply.json()).token;
        }, relay.base);
        const store = (blob) => page.evaluate(async (base, headers, body) => {
          const reply = await fetch(`${base}/keys/openai`, { method: 'POST', headers, body });
          return { status: reply.status, text: await reply.text() };
        }, relay.base, { 'content-type': 'application/json', 'x-relay-token': token }, JSON.stringify({ sealed: blob }));
        const blob = await seal(page, openAiKey);
        const first = await store(blob);
        assert.equal(first.status, 200, first.text);
        const second = await store(blob);
        assert.equal(second.status, 400, second.text);
        const reply = await page.evaluate(chat, { base: relay.base, model: `stored-${name}`, headers: { 'x-relay-token': token } });
        assert.equal(reply.status, 200, reply.text);
        assert.equal((await fake.requestOf(`stored-${name}`)).headers.authorization, `Bearer ${openAiKey}`);
        await page.close();
      });
    });

    describe('a page that brings a plain key', () => {
      const plain = (key) => ({ apiKey: null, dangerouslyAllowBrowser: true, defaultHeaders: { 'x-api-key': key } });

      test('works by Anthropic\'s SDK', async () => {
        const page = await open(siteA, scripts.sdks);
        const text = await page.evaluate(async (base, options, model) => {
          const client = new Anthropic({ baseURL: `${base}/relay/anthropic`, ...options });
          return (await client.messages.create({ model, max_tokens: 9, messages: [{ role: 'user', content: 'Hello' }] })).content[0].text;
        }, relay.base, plain(anthropicKey), `claude-plain-${name}`);
        assert.equal(text, FakeProvider.text);
        assert.equal((await fake.requestOf(`claude-plain-${name}`)).headers['x-api-key'], anthropicKey);
        await page.close();
      });

      test('works by OpenAI\'s SDK, without its Authorization', async () => {
        const page = await open(siteA, scripts.sdks);
        const text = await page.evaluate(async (base, { defaultHeaders, ...options }, model) => {
          const client = new OpenAI({ baseURL: `${base}/relay/openai/v1`, ...options, apiKey: 'unused', defaultHeaders: { ...defaultHeaders, authorization: null } });
          return (await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] })).choices[0].message.content;
        }, relay.base, plain(openAiKey), `plain-${name}`);
        assert.equal(text, FakeProvider.text);
        assert.equal((await fake.requestOf(`plain-${name}`)).headers.authorization, `Bearer ${openAiKey}`);
        await page.close();
      });

      test('gets the SDK\'s own error where the key is another provider\'s', async () => {
        const page = await open(siteA, scripts.sdks);
        const error = await page.evaluate(async (base, options, model) => {
          const client = new Anthropic({ baseURL: `${base}/relay/anthropic`, ...options });
          return client.messages.create({ model, max_tokens: 9, messages: [{ role: 'user', content: 'Hello' }] })
            .then(() => undefined, (one) => ({ isBadRequest: one instanceof Anthropic.BadRequestError, message: one.message }));
        }, relay.base, plain(openAiKey), `claude-wrong-${name}`);
        assert.ok(error?.isBadRequest, error?.message);
        assert.ok(!error.message.includes(openAiKey));
        assert.ok(!fake.requests.some(({ model }) => model === `claude-wrong-${name}`));
        await page.close();
      });
    });
  });
}

describe('a program', () => {
  test('seals beside its token, and not without', async () => {
    (0, eval)(scripts.sealing);
    const token = await relay.programToken('sealer');
    const send = async (model, headers) => chat({ base: relay.base, model, headers });
    const reply = await send('program', { 'x-relay-token': token, 'x-api-key-sealed': await sealed(relay.base, openAiKey, '') });
    assert.equal(reply.status, 200, reply.text);
    assert.equal((await fake.requestOf('program')).headers.authorization, `Bearer ${openAiKey}`);
    assert.equal((await send('none', { 'x-api-key-sealed': await sealed(relay.base, openAiKey, '') })).status, 401);
    assert.equal((await send('none', { 'x-api-key': openAiKey })).status, 401);
    assert.equal((await send('none', { 'x-relay-token': token, 'x-api-key-sealed': await sealed(relay.base, openAiKey, siteA.origin) })).status, 400);
  });

  test('finds the key to seal to as the document says', async () => {
    const contract = await Contract.of(relay.base);
    const reply = await fetch(`${relay.base}/keys/public`);
    contract.check({ method: 'GET', target: '/keys/public', status: reply.status, type: reply.headers.get('content-type'), text: await reply.text(), headers: Object.fromEntries(reply.headers) });
    assert.equal(reply.headers.get('cache-control'), 'no-store');
  });
});
