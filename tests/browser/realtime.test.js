// SPDX-License-Identifier: Apache-2.0
// WebSockets through the relay: a plain browser's, those of the official SDKs, and Node's `ws` at both ends.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';

import { build } from 'esbuild';
import WebSocket from 'ws';

import { Browser, browserNames } from './support/browsers.js';
import { FakeRealtime } from './support/fake_realtime.js';
import { PageServer } from './support/page_server.js';
import { RelayProcess } from './support/relay_process.js';

const openAiKey = 'sk-proj-planted0123456789abcdefghijklmnop';
const googleKey = 'AIzaPlanted0123456789abcdefghijklmnopqr';
let fake;
let relay;
let site; // its origin is approved
let stranger; // its origin is not
const browsers = [];
const pages = {}; // by the browser's name, with the app's token in `window.token`
let programToken;

const socketBase = () => relay.base.replace('http:', 'ws:');
const withProtocols = (token) => ['realtime', `openai-insecure-api-key.${token}`];

before(async () => {
  fake = await new FakeRealtime().start();
  site = await new PageServer().start();
  stranger = await new PageServer().start();
  relay = await RelayProcess.start({
    origins: [site.origin],
    providers: { providers: [{ id: 'openai', base_url: fake.base }, { id: 'google', base_url: fake.base }] },
  });
  for (const limit of ['requests-per-minute', 'ai-requests-per-minute'])
    console.log((await relay.command(['settings', 'set', `limits.${limit}`, '0'])).trim());
  await relay.command(['keys', 'set', 'openai'], `${openAiKey}\n`);
  await relay.command(['keys', 'set', 'google'], `${googleKey}\n`);
  programToken = await relay.programToken('speaks');
  for (const name of browserNames) {
    const browser = await Browser.launch(name);
    browsers.push(browser);
    pages[name] = await openPage(browser, site);
    await pages[name].evaluate(async (base) => {
      const reply = await fetch(`${base}/users`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"app_id":"speaks"}' });
      window.token = (await reply.json()).token;
    }, relay.base);
  }
}, { timeout: 120_000 });

after(async () => {
  for (const browser of browsers) await browser.close();
  const code = await relay?.stop();
  await Promise.all([site, stranger, fake].map((one) => one?.stop()));
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
  for (const secret of [openAiKey, googleKey, 'byok_']) assert.ok(!relay?.output.includes(secret), 'a secret is in the relay\'s output');
});

let bundle;
/// The SDKs as a web app's own bundler would put them into its page, not a byte of them changed.
function sdks() {
  bundle ??= build({
    stdin: {
      contents: `import OpenAI from 'openai'; import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket'; import { GoogleGenAI } from '@google/genai/web';
        Object.assign(window, { OpenAI, OpenAIRealtimeWebSocket, GoogleGenAI });`,
      resolveDir: import.meta.dirname,
    },
    bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'error',
  }).then((result) => result.outputFiles[0].text);
  return bundle;
}

async function openPage(browser, where) {
  const opened = await browser.open(where.origin);
  await opened.addScriptTag({ content: await sdks() });
  await opened.evaluate(() => {
    /// Opens a socket, sends what is given, and tells what came of it; each message as text, or as its bytes.
    window.speak = (url, protocols, messages, until) => new Promise((resolve) => {
      const heard = [];
      const socket = new WebSocket(url, protocols);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => { for (const one of messages) socket.send(one instanceof Array ? new Uint8Array(one) : one); };
      socket.onmessage = ({ data }) => {
        heard.push(typeof data === 'string' ? data : [...new Uint8Array(data)]);
        if (heard.length === until) socket.close(4002, 'enough');
      };
      socket.onclose = ({ code, reason, wasClean }) =>
        resolve({ heard, code, reason, wasClean, protocol: socket.protocol, extensions: socket.extensions });
    });
  });
  return opened;
}

/// What must never go upstream, and what must.
function assertAskedWith(request, field, value) {
  const all = `${request.url}\n${request.rawHeaders.join('\n')}`;
  assert.equal(request.headers[field], value);
  assert.ok(!/byok_|insecure/.test(all), `the token went upstream: ${all}`);
  for (const name of ['origin', 'referer', 'cookie', 'x-relay-token', 'sec-fetch-mode', 'accept-language'])
    assert.equal(request.headers[name], undefined, `${name} went upstream`);
  assert.equal(request.headers['user-agent'], 'byok-relay');
}

for (const name of browserNames) {
  describe(`a page's own WebSocket in ${name}`, () => {
    let page;
    before(() => { page = pages[name]; });

    test('speaks with the token as a subprotocol: text, bytes, compression, and the provider\'s close code', async () => {
      const said = await page.evaluate((base) => speak(`${base}/relay/openai/v1/realtime?model=gpt-realtime`,
        ['realtime', `openai-insecure-api-key.${token}`], ['Grüße', [0, 255, 13, 10], 'a'.repeat(100_000), 'close 4001']), socketBase());
      assert.equal(said.protocol, 'realtime');
      assert.match(said.extensions, /permessage-deflate/);
      assert.deepEqual(said.heard, ['Grüße', [0, 255, 13, 10], 'a'.repeat(100_000)]);
      assert.deepEqual([said.code, said.reason, said.wasClean], [4001, 'because', true]);
      assert.equal(fake.last.url, '/v1/realtime?model=gpt-realtime');
      assert.equal(fake.last.headers['sec-websocket-protocol'], 'realtime');
      assertAskedWith(fake.last, 'authorization', `Bearer ${openAiKey}`);
    });

    test('speaks with the token as ?key=, at /v1/realtime too, and its own close code arrives', async () => {
      const said = await page.evaluate((base) => speak(`${base}/v1/realtime?model=m&key=${token}`, undefined, ['one'], 1), socketBase());
      assert.deepEqual(said.heard, ['one']);
      assert.equal(fake.last.url, '/v1/realtime?model=m');
      assertAskedWith(fake.last, 'authorization', `Bearer ${openAiKey}`);
      const [code, reason] = fake.socket.readyState === WebSocket.CLOSED ? [fake.socket._closeCode, fake.socket._closeMessage] : await once(fake.socket, 'close');
      assert.deepEqual([code, String(reason)], [4002, 'enough']);
    });

    test('is refused without a token, and from an origin that is not approved; the provider hears nothing', async () => {
      const before = fake.requests.length;
      const other = await openPage(browsers.find((one) => one.name === name), stranger);
      const at = (base) => `${base}/relay/openai/v1/realtime?model=m`;
      const known = await page.evaluate(() => token);
      for (const [where, protocols] of [[page, ['realtime']], [page, [`openai-insecure-api-key.${known}`]], [other, withProtocols(known)]]) {
        const said = await where.evaluate((url, offered) => speak(url, offered, ['hello']), at(socketBase()), protocols);
        assert.deepEqual([said.code, said.heard], [1006, []]);
      }
      assert.equal(fake.requests.length, before);
      await other.close();
    });
  });
}

for (const name of browserNames) {
  describe(`the official SDKs in ${name}`, () => {
    let page;
    before(() => { page = pages[name]; });

    test('OpenAIRealtimeWebSocket speaks, once the page has it say ws: where it says wss: whatever the base URL is', async () => {
      const asked = await page.evaluate((base) => new Promise((resolve) => {
        const client = new OpenAI({ baseURL: `${base}/relay/openai/v1`, apiKey: token, dangerouslyAllowBrowser: true });
        const live = new OpenAIRealtimeWebSocket({ model: 'gpt-realtime', dangerouslyAllowBrowser: true }, client);
        live.on('error', () => {});
        live.socket.addEventListener('close', () => resolve(live.socket.url));
      }), relay.base);
      assert.match(asked, /^wss:/, 'if it says ws: by now, the page need not help it');
      const heard = await page.evaluate((base) => new Promise((resolve, reject) => {
        const Real = window.WebSocket;
        window.WebSocket = class extends Real { constructor(url, protocols) { super(String(url).replace('wss:', 'ws:'), protocols); } };
        const client = new OpenAI({ baseURL: `${base}/relay/openai/v1`, apiKey: token, dangerouslyAllowBrowser: true });
        const live = new OpenAIRealtimeWebSocket({ model: 'gpt-realtime', dangerouslyAllowBrowser: true }, client);
        window.WebSocket = Real;
        live.on('error', (error) => reject(new Error(String(error))));
        live.on('event', (event) => { live.close(); resolve({ event, protocol: live.socket.protocol }); });
        live.socket.addEventListener('open', () => live.send({ type: 'response.create', event_id: 'e1' }));
      }), relay.base);
      assert.deepEqual(heard, { event: { type: 'response.create', event_id: 'e1' }, protocol: 'realtime' });
      assert.match(fake.last.url, /^\/v1\/realtime\?model=gpt-realtime/);
      assertAskedWith(fake.last, 'authorization', `Bearer ${openAiKey}`);
    });

    test('@google/genai speaks with its Live API, as it is', async () => {
      fake.greet = (socket) => { fake.greet = () => {}; socket.send(JSON.stringify({ setupComplete: {} })); };
      const heard = await page.evaluate(async (base) => {
        const messages = [];
        const ai = new GoogleGenAI({ apiKey: token, httpOptions: { baseUrl: `${base}/relay/google` } });
        const answered = Promise.withResolvers();
        const session = await ai.live.connect({
          model: 'gemini-live',
          callbacks: { onmessage: (message) => { messages.push(Object.keys(message)); if (messages.length === 3) answered.resolve(); }, onerror: (error) => answered.reject(new Error(String(error.message))) },
        });
        session.sendClientContent({ turns: [{ role: 'user', parts: [{ text: 'Hello' }] }], turnComplete: true });
        await answered.promise;
        session.close();
        return messages;
      }, relay.base);
      assert.ok(heard.flat().includes('setupComplete'), JSON.stringify(heard));
      assert.equal(fake.last.url, '/ws/google.ai.generativelanguage.v1.GenerativeService.BidiGenerateContent');
      assertAskedWith(fake.last, 'x-goog-api-key', googleKey);
    });
  });
}

describe('Node\'s ws at both ends', () => {
  async function connect(options = {}) {
    const socket = new WebSocket(`${socketBase()}/relay/openai/v1/realtime?model=m`, 'realtime', { headers: { authorization: `Bearer ${programToken}` }, ...options });
    await once(socket, 'open');
    return socket;
  }

  test('pings and pongs pass both ways', async () => {
    const socket = await connect();
    socket.ping('from the app');
    assert.equal(String((await once(socket, 'pong'))[0]), 'from the app');
    fake.socket.ping('from the provider');
    assert.equal(String((await once(fake.socket, 'pong'))[0]), 'from the provider');
    socket.close();
  });

  for (const code of [1000, 4001]) {
    test(`close code ${code} passes both ways`, async () => {
      const first = await connect();
      const heardThere = once(fake.socket, 'close');
      first.close(code, 'mine');
      assert.deepEqual((await heardThere).map(String), [String(code), 'mine']);
      const second = await connect();
      const heardHere = once(second, 'close');
      fake.socket.close(code, 'theirs');
      assert.deepEqual((await heardHere).map(String), [String(code), 'theirs']);
    });
  }

  for (const perMessageDeflate of [true, false]) {
    test(`8 MiB come back as they went, ${perMessageDeflate ? 'compressed' : 'as they are'}`, async () => {
      const socket = await connect({ perMessageDeflate });
      assert.equal(socket.extensions.includes('permessage-deflate'), perMessageDeflate);
      const bytes = randomBytes(8 * 1024 * 1024);
      socket.send(bytes);
      const [data] = await once(socket, 'message');
      const hash = (what) => createHash('sha256').update(what).digest('hex');
      assert.equal(hash(data), hash(bytes));
      socket.close();
    });
  }

  test('an app that is revoked is told so, and the provider\'s side is closed', async () => {
    const token = await relay.programToken('leaves');
    const socket = await connect({ headers: { authorization: `Bearer ${token}` } });
    const there = once(fake.socket, 'close');
    const began = Date.now();
    const here = once(socket, 'close');
    await relay.command(['apps', 'revoke', 'program:leaves']);
    const [code, reason] = await here;
    assert.equal(code, 1008);
    assert.match(String(reason), /revoked/);
    await there;
    assert.ok(Date.now() - began < 5_000);
  });

  test('what the relay counted is in the person\'s list', async () => {
    const usage = JSON.parse(await relay.command(['usage', '--by', 'provider', '--json']));
    assert.ok(JSON.stringify(usage).includes('openai'));
  });
});
