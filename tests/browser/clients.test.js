// SPDX-License-Identifier: Apache-2.0
// Each style of the clients that are written for the byok-relay server, through all that an app does, from a program, from
// what passes itself off as a page, and from a real page. The last thing printed is which style passes which step.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './support/chromium.js';
import { appSecret, providers, styles } from './support/client_styles.js';
import { Contract } from './support/contract.js';
import { FakeProvider } from './support/fake_provider.js';
import { PageServer } from './support/page_server.js';
import { RelayProcess } from './support/relay_process.js';

let fake;
let site;
let browser;
let page;
const relays = {}; // plain, and withSecret, which was started with APP_SECRET
let contract;

before(async () => {
  fake = await new FakeProvider().start();
  site = await new PageServer().start();
  const catalog = { providers: Object.keys(providers).map((id) => ({ id, base_url: fake.base })) };
  relays.plain = await RelayProcess.start({ providers: catalog });
  relays.withSecret = await RelayProcess.start({ providers: catalog, env: { APP_SECRET: appSecret } });
  // All the programs here are one, and it asks for more tokens and has more bad ones than a program does.
  for (const relay of Object.values(relays)) {
    for (const limit of ['registrations-per-hour', 'bad-tokens-per-minute']) await relay.command(['settings', 'set', `limits.${limit}`, '0']);
  }
  contract = await Contract.of(relays.plain.base);
  browser = await launch();
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  for (const relay of Object.values(relays)) assert.equal(await relay.stop(), 0, `the relay ended badly:\n${relay.output}`);
  await Promise.all([site, fake].map((one) => one?.stop()));
  printMatrix();
});

/// Sends a request and gives what came; runs here and, taken as text, in a page.
async function exchange({ url, method, headers, body }) {
  try {
    const reply = await fetch(url, { method, headers, body });
    return { status: reply.status, type: reply.headers.get('content-type'), headers: Object.fromEntries(reply.headers), text: await reply.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/// Who calls. `refused`: the status by which an app that is gone is refused.
const callers = [
  { name: 'Node, as a program', short: 'program', refused: 401,
    open: async () => ({ send: exchange, close: async () => {} }) },
  { name: 'Node, with an Origin', short: 'origin', refused: 403,
    open: async (number) => {
      const origin = `https://style-${number}.example`;
      return { origin, send: (request) => exchange({ ...request, headers: { ...request.headers, origin } }), close: async () => {} };
    } },
  { name: 'a page in Chromium', short: 'page', refused: 0, // a page cannot read what it is not meant to
    open: async (number) => {
      const origin = `http://style-${number}.localhost:${site.port}`;
      page ??= await browser.newPage();
      await page.goto(`${origin}/`);
      return { origin, send: (request) => page.evaluate(exchange, request), close: async () => {} };
    } },
];

/// One app's life in one style from one caller.
class Journey {
  token;

  constructor(caller, style, number, client) {
    Object.assign(this, { caller, style, client, relay: style.secret ? relays.withSecret : relays.plain });
    this.app = `styles-${number}`;
    this.key = providers[style.provider].key(number);
  }

  /// One request in this journey's style; its reply has been held against the OpenAPI document.
  async ask(method, target, { headers = {}, body } = {}) {
    const { header, prefix } = this.style.token;
    const reply = await this.client.send({
      url: this.relay.base + target, method, body,
      headers: { ...(this.token ? { [header]: prefix + this.token } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...this.style.headers(this.app), ...headers },
    });
    if (reply.status) contract.check({ method, target, ...reply });
    return reply;
  }

  /// The same, of which the reply has to be a success.
  async must(method, target, request) {
    const reply = await this.ask(method, target, request);
    assert.equal(reply.status, 200, `${method} ${target}: ${reply.text}`);
    return reply;
  }

  /// One call to the provider; it has to arrive with the app's own key and with nothing else of the app's.
  async call(how, stream) {
    const { path, arrives, body, arrivingBody } = how(stream);
    const before = fake.requests.length;
    const reply = await this.must('POST', path, { body });
    assert.match(reply.headers['x-relay-request-id'], /^[0-9a-f]{16}$/);
    assert.equal(fake.requests.length, before + 1);
    const arrived = fake.requests.at(-1);
    assert.equal(arrived.method, 'POST');
    assert.equal(arrived.url, arrives);
    assert.equal(arrived.body, arrivingBody);
    const [field, value] = this.style.carries(this.key);
    assert.equal(arrived.headers[field], value);
    for (const name of ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'xi-api-key', 'x-relay-token', 'x-app-id', 'origin', 'referer', 'cookie', 'sec-fetch-mode', 'accept-language'])
      assert.ok(name === field || arrived.headers[name] === undefined, `${name} went upstream`);
    const all = arrived.rawHeaders.join('\n').toLowerCase();
    for (const secret of ['byok_', this.client.origin, appSecret]) assert.ok(!secret || !all.includes(secret), `${secret} went upstream`);
    return reply;
  }

  async providersInStyle() { return JSON.parse((await this.must('GET', '/keys')).text)[this.style.listField]; }
}

/// What an app does, in this order.
const steps = {
  async register(journey) {
    const { body, headers } = journey.style.register(journey.app);
    let isSettled = false;
    const reply = journey.ask('POST', '/users', { headers, body: JSON.stringify(body) }).finally(() => { isSettled = true; });
    // APP_SECRET is a program's way in without a question; it never stands in for consent to an origin.
    const isAsked = !journey.style.secret || journey.client.origin;
    const question = isAsked ? await journey.relay.allowNext(() => isSettled) : undefined;
    const { status, text } = await reply;
    assert.equal(status, 200, text);
    if (isAsked && journey.client.origin) assert.equal(question.origin, journey.client.origin);
    else if (isAsked) assert.equal(question.program.process, process.pid);
    if (isAsked) assert.equal(question.claim.app_id, journey.app);
    journey.token = JSON.parse(text).token;
    assert.deepEqual(await journey.providersInStyle(), []);
  },
  async 'store key'(journey) {
    const { method, field } = journey.style.storeKey;
    const reply = await journey.must(method, `/keys/${journey.style.provider}`, { body: JSON.stringify({ [field]: `  ${journey.key}\n` }) });
    assert.deepEqual(JSON.parse(reply.text), { ok: true, provider: journey.style.provider });
  },
  async list(journey) {
    assert.deepEqual(await journey.providersInStyle(), [journey.style.provider]);
  },
  async chat(journey) {
    const reply = await journey.call(journey.style.chat, false);
    assert.equal(reply.type, 'application/json');
    JSON.parse(reply.text);
  },
  async stream(journey) {
    const reply = await journey.call(journey.style.stream, true);
    assert.match(reply.type, /^text\/event-stream/);
    assert.ok(reply.text.includes('Hello') && reply.text.includes(' provider'), reply.text);
  },
  async stats(journey) {
    const stats = JSON.parse((await journey.must('GET', '/stats')).text);
    assert.equal(stats.total, 2);
    assert.equal(stats.error_count, 0);
    assert.deepEqual(stats.providers, { [journey.style.provider]: { total: 2, errors: 0 } });
  },
  async 'delete key'(journey) {
    assert.deepEqual(JSON.parse((await journey.must('DELETE', `/keys/${journey.style.provider}`)).text), { ok: true });
    assert.deepEqual(await journey.providersInStyle(), []);
    const { path, body } = journey.style.chat(false);
    const reply = await journey.ask('POST', path, { body });
    assert.equal(reply.status, 400, reply.text);
    assert.match(reply.text, new RegExp(`POST /keys/${journey.style.provider}`));
  },
  async 'delete account'(journey) {
    assert.equal(JSON.parse((await journey.must('DELETE', '/users')).text).ok, true);
    assert.equal((await journey.ask('GET', '/keys')).status, journey.caller.refused);
  },
};

const passed = new Map(); // style → caller → steps

function printMatrix() {
  const names = Object.keys(steps);
  const width = Math.max(...styles.map(({ name }) => name.length));
  const lines = [`Each cell: ${callers.map(({ name }) => name).join(' / ')}`, [''.padEnd(width), ...names].join('  ')];
  for (const { name } of styles) {
    const cells = names.map((step) => callers.map(({ short }) => (passed.get(`${name} ${short}`)?.has(step) ? '✔' : '✘')).join('').padEnd(step.length));
    lines.push([name.padEnd(width), ...cells].join('  '));
  }
  const text = `${lines.join('\n')}\n`;
  writeFileSync(fileURLToPath(new URL('../../build/client-styles.txt', import.meta.url)), text);
  console.log(`\n${text}`);
}

for (const [column, caller] of callers.entries()) {
  describe(caller.name, () => {
    for (const [row, style] of styles.entries()) {
      test(style.name, { timeout: 30_000 }, async () => {
        const number = 100 * (column + 1) + row;
        const client = await caller.open(number);
        const done = new Set();
        passed.set(`${style.name} ${caller.short}`, done);
        try {
          const journey = new Journey(caller, style, number, client);
          for (const [name, step] of Object.entries(steps)) {
            try {
              await step(journey);
            } catch (error) {
              throw new Error(`${name}: ${error.message}`, { cause: error });
            }
            done.add(name);
          }
        } finally {
          await client.close();
        }
      });
    }
  });
}
