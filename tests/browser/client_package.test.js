// SPDX-License-Identifier: Apache-2.0
// The package byok-relay-client: what `npm pack` makes of it, as a program and as a page use it against the real relay, and what it says
// when it cannot.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';

import { launch } from './support/chromium.js';
import { FakeProvider } from './support/fake_provider.js';
import { HostedRelay } from './support/hosted_relay.js';
import { RelayProcess } from './support/relay_process.js';
import { StaticServer } from './support/static_server.js';

const run = promisify(execFile);
const resources = resolve(import.meta.dirname, '../../resources');
const source = join(resources, 'client');
const key = 'sk-proj-planted0123456789abcdefghijklmnop';
const most = 5000; // bytes, gzipped

let folder; // of a project that has the package installed from its tarball
let client; // what it exports
let fake;
let relay;
let site;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'byok-client-'));
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: source });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const place = join(folder, 'node_modules/byok-relay-client');
  await mkdir(place, { recursive: true });
  await run('tar', ['-xzf', join(folder, tarball), '-C', place, '--strip-components=1']);
  // By its bare name, so that Node resolves it by the package's own exports.
  await writeFile(join(folder, 'index.mjs'), `export * from 'byok-relay-client';\n`);

  const before = globalThis.fetch;
  globalThis.fetch = () => assert.fail('something is fetched at import');
  client = await import(pathToFileURL(join(folder, 'index.mjs')).href);
  globalThis.fetch = before;

  fake = await new FakeProvider().start();
  relay = await RelayProcess.start({ providers: { providers: ['openai', 'anthropic', 'google'].map((id) => ({ id, base_url: fake.base })) } });
  for (const limit of ['requests-per-minute', 'ai-requests-per-minute', 'registrations-per-hour', 'bad-tokens-per-minute'])
    await relay.command(['settings', 'set', `limits.${limit}`, '0']);
  await relay.command(['keys', 'set', 'openai'], `${key}\n`);
  site = await new StaticServer(resources, { '/app': '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">' }).start();
  browser = await launch();
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  const code = await relay?.stop();
  await Promise.all([site, fake].map((one) => one?.stop()));
  await rm(folder, { recursive: true, force: true });
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
});

/// A storage as a page has it.
function storage() {
  const items = new Map();
  return { items, getItem: (name) => items.get(name) ?? null, setItem: (name, value) => items.set(name, value), removeItem: (name) => items.delete(name) };
}

/// Whether `connecting` is settled, so that nobody waits for a question that is not asked.
function watch(connecting) {
  let isSettled = false;
  connecting.then(() => { isSettled = true; }, () => { isSettled = true; });
  return () => isSettled;
}

/// Connects as a program, which the person allows; gives its relay and the question.
async function connected(options = {}) {
  const connecting = client.connect({ appId: 'package-test', ports: [relay.port], ...options });
  const question = await relay.allowNext(watch(connecting));
  return { remote: await connecting, question };
}

/// A port that nobody listens on.
async function closedPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

describe('the tarball', () => {
  test('has what a project needs and nothing else', async () => {
    const place = join(folder, 'node_modules/byok-relay-client');
    assert.deepEqual((await readdir(place)).sort(), ['LICENSE', 'README.md', 'client.d.ts', 'client.js', 'package.json']);
    assert.equal(await readFile(join(place, 'LICENSE'), 'utf8'), await readFile(join(resources, '../LICENSE'), 'utf8'));
    const { dependencies, scripts } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'));
    assert.equal(dependencies, undefined);
    assert.equal(scripts, undefined);
    const version = /project\(byok-relay VERSION ([\d.]+)/.exec(await readFile(join(resources, '../CMakeLists.txt'), 'utf8'))[1];
    assert.equal(JSON.parse(await readFile(join(place, 'package.json'), 'utf8')).version, version);
  });

  test('has a README whose links lead somewhere', async () => {
    const place = join(folder, 'node_modules/byok-relay-client');
    const links = [...(await readFile(join(place, 'README.md'), 'utf8')).matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to).filter((to) => !/^https:/.test(to));
    assert.ok(links.includes('client.d.ts'));
    for (const to of links) assert.ok((await readdir(place)).includes(to), to);
  });

  test('is small', async () => {
    const bytes = await readFile(join(source, 'client.js'));
    const size = gzipSync(bytes, { level: 9 }).length;
    console.log(`client.js: ${bytes.length} bytes, ${size} gzipped (at most ${most})`);
    assert.ok(size < most);
  });

  test('has types for all that it exports, and they hold', { timeout: 60_000 }, async () => {
    await writeFile(join(folder, 'sample.ts'), `
      import { ByokRelayError, Relay, connect, discover, explain, readEvents, type Explanation, type Found, type RelayEvent, type TroubleCode } from 'byok-relay-client';
      const found: Found = await discover({ ports: [2965], timeout: 100, signal: AbortSignal.timeout(1000) });
      const relay: Relay = await connect({ appId: 'a', appName: 'A', providers: ['openai'], reason: 'r', storage: localStorage, fallbackURL: 'https://relay.example' });
      await connect({ appId: 'a', storage: null });
      const reply: Response = await relay.fetch('/v1/models', { headers: { accept: 'application/json' } });
      for await (const { event, data } of readEvents(reply)) console.log(event.length + data.length);
      const base: string = relay.baseURL('openai') + relay.baseURL() + found.baseURL + relay.token;
      const left: number | undefined = (await relay.session()).limits?.ai_requests_per_minute?.remaining;
      const stop: () => void = relay.events((event: RelayEvent) => { if (event.type === 'hello') console.log(event.data.state); });
      try { await relay.disconnect(); } catch (error) {
        if (error instanceof ByokRelayError) { const code: TroubleCode = error.code; console.log(code, error.hint, error.retryAfter); }
        const shown: Explanation = explain(error);
        console.log(shown.title, shown.text, shown.action);
      }
      const own = new Relay('http://127.0.0.1:2965', 'byok_');
      export { base, left, stop, own };
      // @ts-expect-error an app has to name itself
      await connect({});
      // @ts-expect-error no such code
      const wrong: TroubleCode = 'nonsense';
      // @ts-expect-error the token is not to be changed
      relay.token = wrong;`);
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
    await run(process.execPath, [resolve(import.meta.dirname, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext',
      '--lib', 'es2022,dom,dom.iterable,dom.asynciterable', 'sample.ts'], { cwd: folder }).catch((error) => { throw new Error(error.stdout); });
    const types = await readFile(join(source, 'client.d.ts'), 'utf8');
    const typed = [...types.matchAll(/^export (?:async )?(?:class|function) (\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(typed.sort(), Object.keys(client).sort());
  });
});

describe('a program', () => {
  test('finds the relay, and the first of several', async () => {
    const found = await client.discover({ ports: [await closedPort(), relay.port, 1] });
    assert.deepEqual(found, { baseURL: relay.base, version: found.version, protocol: 1 });
    assert.match(found.version, /^\d+\.\d+/);
  });

  test('passes over a port where something else answers, or nothing ever does', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const other = await new StaticServer(resources, { '/.well-known/byok-relay': '{"name":"other"}' }).start();
    try {
      const found = await client.discover({ ports: [silent.address().port, other.port, relay.port], timeout: 200 });
      assert.equal(found.baseURL, relay.base);
    } finally {
      silent.close();
      await other.stop();
    }
  });

  test('is told where none runs, in words for its user', async () => {
    const error = await client.discover({ ports: [await closedPort()] }).catch((found) => found);
    assert.ok(error instanceof client.ByokRelayError);
    assert.equal(error.code, 'not_running');
    assert.deepEqual(client.explain(error), { code: 'not_running', title: 'Byok Relay is not running', text: 'No Byok Relay answers on this computer.',
      action: 'Start Byok Relay, or install it first, then try again.' });
  });

  test('gets a token after a question, streams, and comes again without one', async () => {
    const kept = storage();
    const { remote, question } = await connected({ storage: kept, appName: 'A Package', providers: ['openai'], reason: 'to test' });
    assert.deepEqual(question.claim, { app_id: 'package-test', app_name: 'A Package', providers: ['openai'], reason: 'to test' });
    assert.match(remote.token, /^byok_/);
    assert.ok([...kept.items.keys()][0].includes(relay.base), 'a token belongs to an address');
    const reply = await remote.fetch('/relay/openai/v1/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'by-package', stream: true, messages: [] }) });
    let text = '';
    for await (const { event, data } of client.readEvents(reply)) {
      assert.equal(event, 'message');
      if (data !== '[DONE]') text += JSON.parse(data).choices[0].delta.content ?? '';
    }
    assert.equal(text, FakeProvider.text);
    const arrived = await fake.requestOf('by-package');
    assert.equal(arrived.headers.authorization, `Bearer ${key}`);
    assert.equal(arrived.headers['x-relay-token'], undefined);

    const again = await client.connect({ appId: 'package-test', ports: [relay.port], storage: kept });
    assert.equal(again.token, remote.token);
    assert.deepEqual((await again.session()).providers.includes('openai'), true);
    await again.disconnect();
    assert.equal(kept.items.size, 0);
    assert.equal((await again.fetch('/session')).status, 401);
  });

  test('gets a new token where the kept one is no longer good', async () => {
    const kept = storage();
    const { remote } = await connected({ storage: kept });
    await new client.Relay(relay.base, remote.token).disconnect();
    const { remote: next, question } = await connected({ storage: kept });
    assert.ok(question);
    assert.notEqual(next.token, remote.token);
    await next.disconnect();
  });

  test('hears that the person said no, and that it is too soon to ask again', { timeout: 30_000 }, async () => {
    const strict = await RelayProcess.start({ providers: { providers: [] } }); // a no holds for all programs that are this one
    const ask = () => client.connect({ appId: 'package-test', ports: [strict.port], storage: null }).catch((found) => found);
    const denying = ask();
    let question;
    while (!question) [question] = await strict.questions();
    await strict.command(['requests', 'deny', question.id]);
    const denied = await denying;
    assert.equal(denied.code, 'denied');
    assert.equal(denied.status, 403);
    const soon = await ask();
    assert.equal(soon.code, 'too_many');
    assert.ok(soon.retryAfter > 0 && soon.retryAfter <= 30);
    assert.equal(client.explain(soon).title, 'Too many requests');
    await strict.stop();
  });

  test('sends its token nowhere else', async () => {
    const trap = await new HostedRelay().start();
    const remote = new client.Relay(relay.base, await relay.programToken('careful'));
    try {
      for (const target of [`${trap.base}/keys`, relay.base.replace('127.0.0.1', 'localhost') + '/keys', `http://127.0.0.1:${relay.port}@${new URL(trap.base).host}/keys`,
        relay.base.replace('http:', 'https:') + '/keys', `http://x:y@127.0.0.1:${relay.port}/keys`, new Request(`${trap.base}/keys`), 'keys', new URL(`${trap.base}/keys`)])
        await assert.rejects(remote.fetch(target), TypeError, String(target));
      assert.deepEqual(trap.requests, []);
      for (const target of ['/keys', `${relay.base}/keys`, new URL(`${relay.base}/keys`), new Request(`${relay.base}/keys`)])
        assert.equal((await remote.fetch(target)).status, 200, String(target));
    } finally {
      await trap.stop();
    }
  });

  test('follows no redirect with its token', async () => {
    const trap = await new HostedRelay().start();
    const pointing = createHttpServer((_, reply) => reply.writeHead(307, { location: `${trap.base}/keys` }).end()).listen(0, '127.0.0.1');
    await once(pointing, 'listening');
    try {
      await assert.rejects(new client.Relay(`http://127.0.0.1:${pointing.address().port}`, 'byok_x', { hosted: true }).fetch('/keys', { redirect: 'follow' }));
      assert.deepEqual(trap.requests, []);
    } finally {
      pointing.close();
      await trap.stop();
    }
  });

  test('can be stopped at each step', { timeout: 20_000 }, async () => {
    const stop = AbortSignal.abort();
    const remote = new client.Relay(relay.base, await relay.programToken('stopped'));
    for (const started of [client.discover({ ports: [relay.port], signal: stop }), client.connect({ appId: 'a', ports: [relay.port], signal: stop }),
      remote.fetch('/keys', { signal: stop }), remote.session({ signal: stop })]) {
      const error = await started.catch((found) => found);
      assert.equal(error.name, 'AbortError');
      assert.equal(client.explain(error).code, 'stopped');
    }
    const held = new AbortController();
    const asking = client.connect({ appId: 'package-test', ports: [relay.port], storage: null, signal: held.signal }).catch((found) => found);
    while (!(await relay.questions()).length) { /* each one takes a moment */ }
    held.abort();
    assert.equal((await asking).name, 'AbortError');
    while ((await relay.questions()).length) { /* whoever goes takes the question along */ }
  });

  test('stores a key of its own', async () => {
    const remote = new client.Relay(relay.base, await relay.programToken('storing'));
    assert.deepEqual(await remote.storeKey('anthropic', 'sk-ant-api03-own0123456789abcdefghij'), { ok: true, provider: 'anthropic' });
    assert.ok((await (await remote.fetch('/keys')).json()).providers.includes('anthropic'));
    const error = await remote.storeKey('nonsense', 'sk-0123456789').catch((found) => found);
    assert.equal(error.code, 'refused');
    assert.match(error.message, /Unsupported provider/);
  });

  test('hears what happens to it, until it stops listening or is told the last', { timeout: 30_000 }, async () => {
    const remote = new client.Relay(relay.base, await relay.programToken('listening'));
    const heard = [];
    const has = (type) => new Promise((resolve) => { waiting.push({ type, resolve }); settle(); });
    const waiting = [];
    const settle = () => { for (const one of [...waiting]) if (heard.some(({ type }) => type === one.type)) { waiting.splice(waiting.indexOf(one), 1); one.resolve(heard.find(({ type }) => type === one.type)); } };
    remote.events((event) => { heard.push(event); settle(); });
    assert.equal((await has('hello')).data.state, 'running');
    await relay.command(['pause']);
    assert.equal((await has('paused')).data.state, 'paused');
    assert.equal((await remote.fetch('/relay/openai/v1/models')).status, 503);
    await relay.command(['resume']);
    await has('resumed');
    await relay.command(['apps', 'revoke', 'program:listening']);
    assert.equal((await has('revoked')).data.code, 'token_invalid');
    assert.deepEqual(heard.map(({ type }) => type), ['hello', 'paused', 'resumed', 'revoked']);
    const error = await remote.session().catch((found) => found);
    assert.equal(error.code, 'revoked');
  });

  test('hears that the relay went', { timeout: 60_000 }, async () => {
    const short = await RelayProcess.start({ providers: { providers: [] } });
    const remote = new client.Relay(short.base, await short.programToken('patient'));
    const heard = [];
    let arrived = () => {};
    const stop = remote.events(({ type }) => { heard.push(type); arrived(); });
    const until = async (count) => { while (heard.length < count) await new Promise((resolve) => { arrived = resolve; }); };
    await until(1);
    await short.stop();
    await until(2);
    assert.deepEqual(heard, ['hello', 'offline']);
    assert.equal((await remote.session().catch((found) => found)).code, 'not_running');
    stop();
  });

  test('listens again by itself after its connection broke', { timeout: 20_000 }, async () => {
    let connections = 0;
    const breaking = createHttpServer((_, reply) => {
      connections += 1;
      reply.writeHead(200, { 'content-type': 'text/event-stream' }).write(`event: hello\ndata: {"state":"running"}\n\n`, () => reply.destroy());
    }).listen(0, '127.0.0.1');
    await once(breaking, 'listening');
    const heard = [];
    await new Promise((resolve) => {
      const stop = new client.Relay(`http://127.0.0.1:${breaking.address().port}`, 'byok_x').events(({ type }) => {
        heard.push(type);
        if (heard.length < 5) return;
        stop();
        resolve();
      });
    });
    assert.deepEqual(heard, ['hello', 'offline', 'hello', 'offline', 'hello']);
    breaking.close();
    assert.equal(connections, 3);
  });

  test('stops an answer by not reading on', { timeout: 20_000 }, async () => {
    const remote = new client.Relay(relay.base, await relay.programToken('impatient'));
    fake.gate('stop-early').open(2);
    const reply = await remote.fetch('/relay/openai/v1/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'stop-early', stream: true, messages: [] }) });
    for await (const { data } of client.readEvents(reply)) {
      assert.ok(data);
      break;
    }
    await (await fake.requestOf('stop-early')).closed;
    assert.equal((await fake.requestOf('stop-early')).produced, 2);
  });
});

describe('explain', () => {
  const closed = async (Sdk, options) => new Sdk({ ...options, maxRetries: 0 });
  test('reads what the relay says through the official SDKs', { timeout: 30_000 }, async () => {
    const token = await relay.programToken('explaining', '--providers', 'openai,anthropic,google');
    const remote = new client.Relay(relay.base, token);
    const say = [{ role: 'user', content: 'Hello' }];
    const calls = [
      async () => (await closed(OpenAI, { baseURL: remote.baseURL('openai'), apiKey: token, fetch: remote.fetch })).chat.completions.create({ model: 'm', messages: say }),
      async () => (await closed(Anthropic, { baseURL: remote.baseURL('anthropic'), apiKey: token, fetch: remote.fetch })).messages.create({ model: 'm', max_tokens: 9, messages: say }),
      async () => new GoogleGenAI({ apiKey: token, httpOptions: { baseUrl: remote.baseURL('google') } }).models.generateContent({ model: 'm', contents: 'Hello' }),
    ];
    await relay.command(['pause']);
    for (const call of calls) {
      const shown = client.explain(await call().then(() => assert.fail('it worked'), (error) => error));
      assert.equal(shown.code, 'paused', JSON.stringify(shown));
      assert.equal(shown.text, 'The relay is paused; resume it from its tray icon or with: byok-relay resume');
    }
    await relay.command(['resume']);
    for (const [index, provider] of [[1, 'anthropic'], [2, 'google']]) {
      const missing = client.explain(await calls[index]().then(() => assert.fail('it worked'), (error) => error));
      assert.equal(missing.code, 'key_missing');
      assert.match(missing.text, new RegExp(`No API key stored for provider "${provider}"`));
      assert.match(missing.action, /Keys/);
    }
  });

  test('tells that the relay is gone, through an SDK that has its fetch', async () => {
    const remote = new client.Relay(`http://127.0.0.1:${await closedPort()}`, 'byok_x');
    const openai = new OpenAI({ baseURL: remote.baseURL('openai'), apiKey: 'byok_x', fetch: remote.fetch, maxRetries: 0 });
    const shown = client.explain(await openai.models.list().then(() => assert.fail('it worked'), (error) => error));
    assert.equal(shown.code, 'not_running');
  });

  test('passes on what the provider says', async () => {
    const remote = new client.Relay(relay.base, await relay.programToken('passing'));
    const openai = new OpenAI({ baseURL: remote.baseURL('openai'), apiKey: remote.token, fetch: remote.fetch, maxRetries: 0 });
    const shown = client.explain(await openai.moderations.create({ input: 'Hello' }).catch((error) => error));
    assert.deepEqual([shown.code, shown.text], ['refused', 'Unknown request URL']);
  });

  describe('does not take for the relay\'s what a provider says', () => {
    const keys = { openai: key, anthropic: 'sk-ant-api03-planted0123456789abcdefghij', google: 'AIzaSyPlanted0123456789abcdefghijklmnopq' };
    let remote;
    before(async () => {
      for (const [id, one] of Object.entries(keys)) await relay.command(['keys', 'set', id], `${one}\n`);
      remote = new client.Relay(relay.base, await relay.programToken('blaming', '--providers', 'openai,anthropic,google'));
    });
    const say = [{ role: 'user', content: 'Hello' }];
    const calls = {
      openai: (model) => new OpenAI({ baseURL: remote.baseURL('openai'), apiKey: remote.token, fetch: remote.fetch, maxRetries: 0 }).chat.completions.create({ model, messages: say }),
      anthropic: (model) => new Anthropic({ baseURL: remote.baseURL('anthropic'), apiKey: remote.token, fetch: remote.fetch, maxRetries: 0 })
        .messages.create({ model, max_tokens: 9, messages: say }),
      google: (model) => new GoogleGenAI({ apiKey: remote.token, httpOptions: { baseUrl: remote.baseURL('google') } }).models.generateContent({ model, contents: 'Hello' }),
    };
    const paths = { openai: () => '/v1/chat/completions', anthropic: () => '/v1/messages', google: (model) => `/v1beta/models/${model}:generateContent` };
    const text = 'The provider has its reasons.';
    for (const [provider, status, body] of [
      ['google', 503, { error: { code: 503, message: text, status: 'UNAVAILABLE' } }],
      ['google', 403, { error: { code: 403, message: text, status: 'PERMISSION_DENIED', details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED', domain: 'googleapis.com' }] } }],
      ['google', 429, { error: { code: 429, message: text, status: 'RESOURCE_EXHAUSTED' } }],
      ['openai', 503, { error: { message: text, type: 'server_error', param: null, code: null } }],
      ['openai', 401, { error: { message: text, type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }],
      ['openai', 402, { error: { message: text, type: 'billing', param: null, code: null } }],
      ['openai', 503, { error: text }], // as Ollama says it
      ['openai', 403, { error: { message: text, code: 'constructor' } }],
      ['anthropic', 401, { type: 'error', error: { type: 'authentication_error', message: text } }],
      ['anthropic', 402, { type: 'error', error: { type: 'billing_error', message: text } }],
      ['anthropic', 403, { type: 'error', error: { type: 'permission_error', message: text } }],
    ]) {
      const model = `refused-${status}-${JSON.stringify(body).length}`;
      test(`${provider} ${status} ${JSON.stringify(body.error).slice(0, 60)}`, async () => {
        fake.refuse(model, status, body);
        const shown = client.explain(await calls[provider](model).then(() => assert.fail('it worked'), (error) => error));
        assert.deepEqual(shown, { code: 'refused', title: 'That did not work', text, action: undefined });
        const reply = await remote.fetch(`/relay/${provider}${paths[provider](model)}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model }) });
        assert.equal(reply.status, status);
        const error = await client.ByokRelayError.from(reply);
        assert.deepEqual([error.code, error.message, error.hint], ['refused', text, undefined]);
      });
    }
  });

  test('tells a hosted byok-relay\'s errors by their status, through the official SDKs too', async () => {
    const hosted = await new HostedRelay().start();
    try {
      const remote = new client.Relay(hosted.base, 'unknown', { hosted: true });
      const openai = new OpenAI({ baseURL: remote.baseURL('openai'), apiKey: remote.token, fetch: remote.fetch, maxRetries: 0 });
      const anthropic = new Anthropic({ baseURL: remote.baseURL('anthropic'), apiKey: remote.token, fetch: remote.fetch, maxRetries: 0 });
      for (const call of [() => openai.models.list(), () => anthropic.models.list(), () => remote.session()]) {
        const shown = client.explain(await call().then(() => assert.fail('it worked'), (error) => error));
        assert.deepEqual([shown.code, shown.text], ['revoked', 'Invalid or expired token']);
      }
    } finally {
      await hosted.stop();
    }
  });

  test('says something of anything', () => {
    for (const value of [undefined, null, 'text', 7, {}, new Error('out of paper')])
      assert.equal(typeof client.explain(value).title, 'string');
    assert.equal(client.explain(new Error('out of paper')).text, 'out of paper');
  });
});

describe('the addresses for SDKs', () => {
  test('are those of each provider\'s OpenAI-compatible API', async () => {
    const { providers } = JSON.parse(await readFile(join(resources, 'providers.json'), 'utf8'));
    const remote = new client.Relay('http://127.0.0.1:2965', 'byok_x');
    for (const { id, chat_path: chat } of providers) {
      const own = ['anthropic', 'google'].includes(id) || !chat?.endsWith('/chat/completions') ? '' : chat.replace(/\/chat\/completions$/, '');
      assert.equal(remote.baseURL(id), `http://127.0.0.1:2965/relay/${id}${own}`);
    }
    assert.equal(remote.baseURL(), 'http://127.0.0.1:2965/v1');
    assert.equal(remote.baseURL('stripe'), 'http://127.0.0.1:2965/relay/stripe');
  });
});

describe('where no relay is found', () => {
  test('a hosted byok-relay takes its place, with the same calls', async () => {
    const hosted = await new HostedRelay().start();
    try {
      const kept = storage();
      const options = { appId: 'away', ports: [await closedPort()], fallbackURL: `${hosted.base}/`, storage: kept };
      const remote = await client.connect(options);
      assert.equal(remote.hosted, true);
      assert.deepEqual(JSON.parse(hosted.requests[0].body), { app_id: 'away' });
      await remote.storeKey('openai', key);
      assert.deepEqual((await remote.session()).providers, ['openai']);
      const openai = new OpenAI({ baseURL: remote.baseURL('openai'), apiKey: remote.token, fetch: remote.fetch });
      const answer = await openai.chat.completions.create({ model: 'm', messages: [] });
      assert.equal(answer.choices[0].message.content, 'from afar');
      assert.equal((await client.connect(options)).token, remote.token);
      assert.throws(() => remote.baseURL(), client.ByokRelayError);
      await remote.disconnect();
      assert.equal(hosted.tokens.size, 0);
      assert.equal(kept.items.size, 0);
    } finally {
      await hosted.stop();
    }
    const error = await client.connect({ appId: 'away', ports: [await closedPort()], fallbackURL: hosted.base, storage: null }).catch((found) => found);
    assert.equal(error.code, 'not_running');
  });

  test('the one on this computer goes first', async () => {
    const hosted = await new HostedRelay().start();
    try {
      const { remote } = await connected({ storage: null, fallbackURL: hosted.base });
      assert.equal(remote.hosted, false);
      assert.deepEqual(hosted.requests, []);
      await remote.disconnect();
    } finally {
      await hosted.stop();
    }
  });
});

/// A page of the app, in a browser profile of its own, with the client imported from where the page is.
async function open(name, more = {}, where = browser) {
  const context = await where.newContext(more);
  const page = await context.newPage();
  await page.goto(`${site.origin(name)}/app`);
  await page.evaluate(async () => { window.client = await import('/client/client.js'); });
  return page;
}
const tell = (page, options) => page.evaluate((given) => client.connect({ appId: 'page', ...given }).then(({ token }) => ({ token }),
  (error) => ({ ...client.explain(error), retryAfter: error.retryAfter })), { ports: [relay.port], ...options });

describe('a page in Chromium', () => {
  test('connects once, keeps its token over a reload, hears of its end, and leaves', { timeout: 60_000 }, async () => {
    const page = await open('whole');
    const connecting = tell(page, { appName: 'Whole' });
    const question = await relay.allowNext(watch(connecting));
    assert.equal(question.origin, site.origin('whole'));
    const { token } = await connecting;
    await page.reload();
    await page.evaluate(async () => { window.client = await import('/client/client.js'); });
    assert.equal((await tell(page)).token, token);
    const streamed = page.evaluate(async (port) => {
      const remote = await client.connect({ appId: 'page', ports: [port] });
      const reply = await remote.fetch(`${remote.baseURL('openai')}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'by-page', stream: true, messages: [] }) });
      let text = '';
      for await (const { data } of client.readEvents(reply)) text += data === '[DONE]' ? '' : JSON.parse(data).choices[0].delta.content ?? '';
      return text;
    }, relay.port);
    assert.equal(await streamed, FakeProvider.text);
    // The approval goes: the page hears it, and later calls say it though CORS hides the relay's answer.
    await page.evaluate(async (port) => {
      window.heard = [];
      window.remote = await client.connect({ appId: 'page', ports: [port] });
      remote.events(({ type }) => heard.push(type));
    }, relay.port);
    await page.waitForFunction(() => heard.includes('hello'));
    await relay.command(['apps', 'revoke', site.origin('whole')]);
    await page.waitForFunction(() => heard.at(-1) === 'revoked');
    assert.deepEqual(await page.evaluate(() => remote.session().catch(client.explain)), { code: 'revoked', title: 'No longer connected',
      text: 'Byok Relay does not know this app, or not any more.', action: 'Connect again.' });
    const renewed = tell(page);
    assert.ok(await relay.allowNext(watch(renewed)), 'the kept token is dropped and the person asked again');
    assert.match((await renewed).token, /^byok_/);
    await page.evaluate(async (port) => (await client.connect({ appId: 'page', ports: [port] })).disconnect(), relay.port);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.context().close();
  });

  test('says what the relay answered: denied, too soon', async () => {
    const page = await open('denied');
    const connecting = tell(page);
    await relay.command(['requests', 'deny', (await relay.request(site.origin('denied'))).id]);
    const denied = await connecting;
    assert.equal(denied.code, 'denied');
    assert.match(denied.action, /Apps/);
    const soon = await tell(page);
    assert.equal(soon.code, 'too_many');
    assert.ok(soon.retryAfter > 0, 'the page can read when to come again');
    await page.context().close();
  });

  test('says when nobody answered', { timeout: 30_000 }, async () => {
    await relay.command(['settings', 'set', 'timeouts.consent-seconds', '1']);
    const page = await open('unanswered');
    assert.equal((await tell(page)).code, 'unanswered');
    await relay.command(['settings', 'set', 'timeouts.consent-seconds', '120']);
    await page.context().close();
  });

  test('says that none runs', async () => {
    const page = await open('nobody');
    assert.equal((await tell(page, { ports: [await closedPort()] })).code, 'not_running');
    await page.context().close();
  });

  test('works without a storage', async () => {
    const page = await open('forgetful');
    await page.evaluate(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
    const connecting = tell(page);
    await relay.allowNext(watch(connecting));
    assert.match((await connecting).token, /^byok_/);
    await page.context().close();
  });
});

describe('what the relay serves to developers', () => {
  const files = [['/client.js', 'text/javascript', 'client/client.js'], ['/client.d.ts', 'text/plain', 'client/client.d.ts'], ['/llms.txt', 'text/plain', 'agents/llms.txt'],
    ['/skill.md', 'text/markdown', 'agents/skill.md']];
  for (const [path, type, file] of files) {
    test(`${path} is the file, for anybody who reads it, and names nothing of this relay`, async () => {
      const reply = await fetch(relay.base + path, { headers: { origin: 'https://stranger.example' } });
      assert.equal(reply.status, 200);
      assert.equal(reply.headers.get('content-type'), `${type}; charset=utf-8`);
      assert.equal(reply.headers.get('access-control-allow-origin'), 'https://stranger.example');
      assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(reply.headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(await reply.text(), await readFile(join(resources, file), 'utf8'));
    });

    test(`${path} can be opened in a tab, and in no frame`, async () => {
      const page = await browser.newPage();
      await page.goto(relay.base + path);
      assert.equal(await page.evaluate(() => document.body.innerText.trim()), (await readFile(join(resources, file), 'utf8')).trim());
      await page.goto(`${site.origin('framer')}/app`);
      const refused = page.waitForResponse((reply) => reply.url() === relay.base + path).then((reply) => reply.status(), () => 0);
      await page.evaluate((url) => { document.body.append(Object.assign(document.createElement('iframe'), { src: url })); }, relay.base + path);
      assert.equal(await refused, 403);
      await page.close();
    });
  }

  test('the client can be imported from there by any page, but not as a classic script', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.origin('stranger')}/app`);
    assert.equal(await page.evaluate(async (base) => typeof (await import(`${base}/client.js`)).connect, relay.base), 'function');
    assert.equal(await page.evaluate((src) => new Promise((resolve) => {
      document.head.append(Object.assign(document.createElement('script'), { type: 'module', textContent: `import { discover } from '${src}'; window.found = await discover({ ports: [${new URL(src).port}] });` }));
      const look = () => (window.found ? resolve(window.found.protocol) : requestAnimationFrame(look));
      look();
    }), `${relay.base}/client.js`), 1);
    assert.equal(await page.evaluate((src) => new Promise((resolve) => {
      document.head.append(Object.assign(document.createElement('script'), { src, onload: () => resolve('ran'), onerror: () => resolve('refused') }));
    }), `${relay.base}/client.js`), 'refused');
    await page.close();
  });
});
