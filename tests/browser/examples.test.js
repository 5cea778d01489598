// SPDX-License-Identifier: Apache-2.0
// Every page of resources/examples as it stands, in real Chromium, served by a static server: it asks the person once, and shows the answer
// that streams through the relay. The SDKs that the pages load from esm.sh come out of the same packages from npm.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { build } from 'esbuild';

import { launch } from './support/chromium.js';
import { FakeProvider } from './support/fake_provider.js';
import { FakeRealtime } from './support/fake_realtime.js';
import { RelayProcess } from './support/relay_process.js';
import { StaticServer } from './support/static_server.js';

const patience = 30_000; // ms
const resources = resolve(import.meta.dirname, '../../resources');
const screenshots = process.env.BYOK_SCREENSHOTS;
const keys = {
  openai: 'sk-proj-planted0123456789abcdefghijklmnop', anthropic: 'sk-ant-api03-planted0123456789abcdefghijklmnop', google: 'AIzaPlanted0123456789abcdefghijklmnopqr',
  stripe: 'sk_test_planted0123456789abcdefghijklmnop',
};
const ownKey = 'sk-proj-thepagesown0123456789abcdefghijkl';

/// Stripe as far as a customer goes: a form in, JSON out.
class FakeStripe {
  requests = [];
  #server = createServer(async (request, reply) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    this.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const { name, description } = Object.fromEntries(new URLSearchParams(body));
    reply.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_fake', 'idempotency-key': request.headers['idempotency-key'] ?? '', 'stripe-version': '2025-09-30' });
    reply.end(JSON.stringify({ id: 'cus_Fake0001', object: 'customer', created: 1760000000, description, email: null, livemode: false, metadata: {}, name }));
  });
  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }
  get base() { return `http://127.0.0.1:${this.#server.address().port}`; }
  stop() { this.#server.close(); }
}

/// What OpenAI's Realtime API says to the events of a text: each socket's, besides what the fake repeats.
function speak(socket, heard) {
  const send = (event) => socket.send(JSON.stringify(event));
  send({ type: 'session.created', event_id: 'event_1', session: { type: 'realtime', model: 'gpt-realtime' } });
  socket.on('message', (data) => {
    const event = JSON.parse(data);
    heard.push(event.type);
    if (event.type !== 'response.create') return;
    for (const delta of ['Hello', ' from', ' real', 'time.']) send({ type: 'response.output_text.delta', response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0, delta });
    send({ type: 'response.done', response: { id: 'resp_1', status: 'completed' } });
  });
}

let fake;
let stripe;
let realtime;
const spoken = []; // the kinds of event that came to it
let relay;
let talking; // a relay whose OpenAI is the realtime one
let site;
let browser;
let context;
const loaded = new Set(); // packages from elsewhere

before(async () => {
  fake = await new FakeProvider().start();
  stripe = await new FakeStripe().start();
  realtime = await new FakeRealtime().start();
  realtime.greet = (socket) => speak(socket, spoken);
  relay = await RelayProcess.start({ providers: { providers: [
    ...['openai', 'anthropic', 'google'].map((id) => ({ id, base_url: fake.base })),
    { id: 'ollama', base_url: fake.base, enabled: true },
    { id: 'stripe', name: 'Stripe', base_url: stripe.base, auth: 'bearer', inference_paths: ['/v1/customers'] }] } });
  talking = await RelayProcess.start({ providers: { providers: [{ id: 'openai', base_url: realtime.base }] } });
  for (const limit of ['requests-per-minute', 'ai-requests-per-minute', 'registrations-per-hour']) await relay.command(['settings', 'set', `limits.${limit}`, '0']);
  for (const [id, key] of Object.entries(keys)) await relay.command(['keys', 'set', id], `${key}\n`);
  await talking.command(['keys', 'set', 'openai'], `${keys.openai}\n`);
  site = await new StaticServer(resources).start();
  browser = await launch();
  context = await browser.newContext(); // one for all: a person allows the site once
  await context.route('https://esm.sh/**', async (route) => {
    const name = /^\/((?:@[\w-]+\/)?[\w-]+)@(\d+)$/.exec(new URL(route.request().url()).pathname);
    const version = JSON.parse(await readFile(join(import.meta.dirname, 'package.json'), 'utf8')).devDependencies[name[1]];
    assert.equal(version.split('.')[0], name[2], `${name[1]} is of another major version here`);
    loaded.add(name[1]);
    const { outputFiles: [file] } = await build({ stdin: { contents: `export * from '${name[1]}'; import * as all from '${name[1]}'; export default all.default;`, resolveDir: import.meta.dirname },
      bundle: true, write: false, format: 'esm', platform: 'browser', conditions: ['browser'], target: 'es2022', logLevel: 'silent' });
    await route.fulfill({ contentType: 'text/javascript', headers: { 'access-control-allow-origin': '*' }, body: file.text });
  });
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  for (const one of [relay, talking]) if (one) assert.equal(await one.stop(), 0, `the relay ended badly:\n${one.output}`);
  stripe?.stop();
  await Promise.all([site, fake, realtime].map((one) => one?.stop()));
});

/// Opens an example and sends its form; gives the page and what it shows at the end. The person allows what is asked.
async function tryOut(name, { prompt = 'Say hello', fill = {}, through = relay } = {}) {
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${site.origin('examples')}/examples/${name}.html?port=${through.port}`);
  for (const [field, value] of Object.entries({ '#prompt': prompt, ...fill })) await page.fill(field, value);
  await page.click('form button');
  let isSettled = false;
  const settled = page.waitForFunction(() => ['done', 'failed'].includes(document.querySelector('output').dataset.state)).finally(() => { isSettled = true; });
  settled.catch(() => {});
  const question = await through.allowNext(() => isSettled);
  await settled;
  const shown = await page.evaluate(() => ({ text: document.querySelector('output').textContent, state: document.querySelector('output').dataset.state }));
  assert.deepEqual(faults, []);
  return { page, question, ...shown };
}
const shows = async (name, text, options) => {
  const { page, state, ...more } = await tryOut(name, options);
  assert.deepEqual({ state, text: more.text }, { state: 'done', text });
  return { page, ...more };
};

describe('the example', () => {
  test('of the client connects, streams, hears of a pause, and leaves', { timeout: patience }, async () => {
    const { page, question } = await shows('client', 'Say hello');
    assert.equal(question.origin, site.origin('examples'));
    assert.equal(question.claim.app_name, 'Byok Relay examples');
    await page.waitForFunction(() => document.querySelector('#state').textContent.endsWith('hello'));
    await relay.command(['pause']);
    await page.waitForFunction(() => document.querySelector('#state').textContent.endsWith('paused'));
    await page.click('form button');
    await page.waitForFunction(() => document.querySelector('output').dataset.state === 'failed');
    assert.match(await page.textContent('output'), /The relay is paused/);
    await relay.command(['resume']);
    await page.click('#leave');
    await page.waitForFunction(() => document.querySelector('#state').textContent === 'Not connected.');
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.close();
  });

  for (const name of ['fetch', 'openai', 'anthropic', 'google']) {
    test(`of ${name} shows the streamed answer`, { timeout: patience }, async () => {
      const { page } = await shows(name, FakeProvider.text);
      const { headers } = fake.requests.at(-1);
      const provider = keys[name] ? name : 'openai';
      assert.ok([headers.authorization, headers['x-api-key'], headers['x-goog-api-key']].some((value) => value?.endsWith(keys[provider])));
      await page.close();
    });
  }

  test('of any provider lists the models, and asks the one that was chosen', { timeout: patience }, async () => {
    const { page } = await shows('any-provider', FakeProvider.text);
    const ids = await page.evaluate(() => [...document.querySelector('#model').options].map(({ value }) => value));
    assert.ok(ids.includes('openai/gpt-fake') && ids.includes('ollama/gpt-fake'), ids.join());
    await page.selectOption('#model', 'openai/gpt-fake');
    await page.click('form button');
    await page.waitForFunction((text) => document.querySelector('output').dataset.state === 'done' && document.querySelector('output').textContent === text, FakeProvider.text);
    assert.equal(fake.requests.at(-1).headers.authorization, `Bearer ${keys.openai}`);
    if (screenshots) await shoot(page, 'example-any-provider');
    await page.close();
  });

  test('of a local model finds it and sends no key', { timeout: patience }, async () => {
    const { page } = await shows('local-model', `ollama/gpt-fake: ${FakeProvider.text}`);
    assert.equal(fake.requests.at(-1).headers.authorization, undefined);
    await page.close();
  });

  test('of any HTTP API makes a customer', { timeout: patience }, async () => {
    const { page } = await shows('http-api', 'Ada Lovelace is customer cus_Fake0001.', { prompt: 'Ada Lovelace' });
    const { method, url, headers, body } = stripe.requests.at(-1);
    assert.deepEqual([method, url, body], ['POST', '/v1/customers', 'name=Ada+Lovelace&description=made+by+an+example']);
    assert.match(headers['content-type'], /^application\/x-www-form-urlencoded/);
    assert.match(headers['idempotency-key'], /^[0-9a-f-]{36}$/);
    assert.equal(headers.authorization, `Bearer ${keys.stripe}`);
    await page.close();
  });

  for (const name of ['stateless', 'sealed']) {
    test(`of a ${name} key has the page's own key used, and no other`, { timeout: patience }, async () => {
      const { page } = await shows(name, FakeProvider.text, { fill: { '#key': ownKey } });
      assert.equal(fake.requests.at(-1).headers.authorization, `Bearer ${ownKey}`);
      await page.close();
    });
  }

  test('of realtime speaks by WebSocket', { timeout: patience }, async () => {
    const { page } = await shows('realtime', 'Hello from realtime.', { through: talking });
    const { url, headers } = realtime.last;
    assert.equal(url, '/v1/realtime?model=gpt-realtime');
    assert.equal(headers.authorization, `Bearer ${keys.openai}`);
    assert.ok(!JSON.stringify(headers).includes('byok_'));
    assert.deepEqual(spoken, ['session.update', 'conversation.item.create', 'response.create']);
    await page.close();
  });

  test('says what is wrong where no relay runs', { timeout: patience }, async () => {
    const gone = await RelayProcess.start({ providers: { providers: [] } });
    await gone.stop();
    gone.allowNext = async () => {};
    const { page, text, state } = await tryOut('openai', { through: gone });
    assert.equal(state, 'failed');
    assert.match(text, /^Byok Relay is not running\. .* Start Byok Relay/);
    await page.close();
  });
});

/// Pictures of a page, light and dark.
async function shoot(page, name) {
  await mkdir(screenshots, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

describe('the list', () => {
  test('has every example, and each shows all of its code', { timeout: patience }, async () => {
    const page = await context.newPage();
    await page.goto(`${site.origin('examples')}/examples/`);
    const links = await page.evaluate(() => [...document.querySelectorAll('.examples a')].map((link) => link.getAttribute('href')));
    const files = (await readdir(join(resources, 'examples'))).filter((name) => name.endsWith('.html') && name !== 'index.html');
    assert.deepEqual(links.toSorted(), files.toSorted());
    if (screenshots) await shoot(page, 'examples');
    for (const link of links) {
      await page.goto(`${site.origin('examples')}/examples/${link}`);
      assert.match(await page.textContent('pre'), /^import /);
      const text = await readFile(join(resources, 'examples', link), 'utf8');
      assert.ok(!/style=|onclick=/.test(text));
      assert.ok(text.length < 5000, `${link} is no small file`);
    }
    await page.goto(`${site.origin('examples')}/examples/client.html`);
    if (screenshots) await shoot(page, 'example-client');
    await page.close();
  });

  test('has pages that load nothing from elsewhere but the SDKs', () => {
    assert.deepEqual([...loaded].sort(), ['@anthropic-ai/sdk', '@google/genai', '@hpke/core', 'openai']);
  });
});
