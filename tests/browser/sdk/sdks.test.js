// SPDX-License-Identifier: Apache-2.0
// The providers' official SDKs, unmodified, on pages in real browsers, each operation twice: straight to the provider, as if
// there were no relay, and through it. The app gets the same, and the provider gets the same to the byte, but for the key and
// for what a browser tells of itself. The last thing printed is which operation passes in which browser.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Authority } from '../support/authority.js';
import { Browser, browserNames } from '../support/browsers.js';
import { FakeAnthropic } from '../support/fake_anthropic.js';
import { FakeGoogle } from '../support/fake_google.js';
import { FakeOpenAi } from '../support/fake_openai.js';
import { RelayProcess } from '../support/relay_process.js';
import { Matrix, tableOf } from './matrix.js';
import { operations } from './operations.js';
import { Site } from './site.js';

const top = join(import.meta.dirname, '../../..');
const patience = 30_000; // ms, for one operation both ways
const cancelWithin = 1000; // ms; browser.test.js holds the relay to a tenth of that

/// The providers: their fakes, the person's key, and the field in which it arrives.
const providers = {
  openai: { Fake: FakeOpenAi, key: 'sk-proj-planted0123456789abcdefghijklmnop', keyField: 'authorization', keyPrefix: 'Bearer ' },
  anthropic: { Fake: FakeAnthropic, key: 'sk-ant-api03-planted0123456789abcdefghijklmnop', keyField: 'x-api-key', keyPrefix: '' },
  google: { Fake: FakeGoogle, key: 'AIzaPlanted0123456789abcdefghijklmnopqr', keyField: 'x-goog-api-key', keyPrefix: '' },
};
const providerNames = Object.keys(providers);
/// What every provider has in OpenAI's manner.
const inOpenAisManner = ['chat.completions.create, stream', 'tool calls', 'tool calls, stream'];
const refusedAtV1 = ['refused: token unknown', 'refused: no key stored', 'refused: paused', 'refused: locked', 'refused: over the limit'];
/// How an SDK is pointed at the relay. `page`: the SDK's, by its own provider; `provider`: whom it asks; `at`: its base URL at
/// the relay; `without`: that at the provider itself; `elsewhere`: a provider that this app was not granted; `prefix`: what
/// names of models begin with there; `operations`, `refusals`: those that there are, else all; `keyField`, `keyPrefix`: how the key
/// arrives, where otherwise; `adds`: fields that the relay adds; `arrives`: where a request does; `gives`: results that are the relay's own.
const ways = [
  { name: 'openai', page: 'openai', provider: 'openai', at: '/relay/openai/v1', without: '/v1', elsewhere: '/relay/groq/openai/v1' },
  { name: 'openai at /v1', page: 'openai', provider: 'openai', at: '/v1', without: '/v1', prefix: 'openai/', refusals: refusedAtV1,
    gives: { 'models.list': ['anthropic/claude-fake-3', 'anthropic/claude-fake-2', 'anthropic/claude-fake-1', 'openai/gpt-fake', 'openai/text-embedding-fake',
      'google/gemini-fake-pro', 'google/gemini-fake-flash', 'google/gemini-fake-embedding', 'echo/echo'] } },
  { name: 'openai at /v1, for Anthropic', page: 'openai', provider: 'anthropic', at: '/v1', without: '/v1', prefix: 'anthropic/', refusals: refusedAtV1,
    operations: inOpenAisManner, keyField: 'authorization', keyPrefix: 'Bearer ', adds: ['anthropic-version'] },
  { name: 'openai at /v1, for Google', page: 'openai', provider: 'google', at: '/v1', without: '/v1beta/openai', prefix: 'google/', refusals: refusedAtV1,
    operations: inOpenAisManner, keyField: 'authorization', keyPrefix: 'Bearer ', arrives: (endpoint) => endpoint.replace('/v1/', '/v1beta/openai/') },
  { name: '@anthropic-ai/sdk', page: 'anthropic', provider: 'anthropic', at: '/relay/anthropic', without: '', elsewhere: '/relay/groq' },
  { name: '@google/genai', page: 'google', provider: 'google', at: '/relay/google', without: '', elsewhere: '/relay/groq' },
];

/// What a page sends to a provider and the relay does not, because it tells of the person, or is the connection's own.
const staysHere = (name) => /^(sec-|access-control-)/.test(name) || ['host', 'connection', 'content-length', 'origin', 'referer', 'cookie', 'user-agent', 'accept-encoding',
  'accept-language', 'anthropic-dangerous-direct-browser-access'].includes(name);

const credentialFields = ['api-key', 'authorization', 'x-api-key', 'x-goog-api-key', 'x-relay-token', 'xi-api-key'];

const matrix = new Matrix(browserNames);
const fakes = {};
const browsers = {};
const pages = {}; // browser → sdk → page, with its token
let authority;
let site;
let relay;
let leftAt;

async function openPage(browser, sdk) {
  const page = await browser.open(`${site.origin}/${sdk}`);
  await page.exposeFunction('arrived', () => { for (const fake of Object.values(fakes)) fake.letOn(); });
  await page.exposeFunction('leaving', () => { leftAt = Date.now(); });
  page.calls = 0;
  page.on('request', (request) => { page.calls += request.url().startsWith(relay.base) && request.method() !== 'OPTIONS' ? 1 : 0; });
  page.token = await page.evaluate((base) => window.pair(base), relay.base);
  return page;
}

before(async () => {
  authority = await Authority.make();
  for (const id of providerNames) fakes[id] = await new providers[id].Fake(authority, providers[id].key).start();
  site = await Site.start(providerNames);
  relay = await RelayProcess.start({
    providers: { providers: providerNames.map((id) => ({ id, base_url: fakes[id].base })) },
    config: { version: 4, extra_ca_file: authority.file },
  });
  // One app asks more in these tests than an app does in a minute.
  for (const limit of ['requests-per-minute', 'ai-requests-per-minute', 'bad-tokens-per-minute']) await relay.command(['settings', 'set', `limits.${limit}`, '0']);
  await relay.command(['apps', 'add', site.origin, '--providers', providerNames.join(',')]);
  await storeKeys();
  for (const name of browserNames) browsers[name] = await Browser.launch(name);
  for (const name of browserNames) {
    pages[name] = {};
    for (const sdk of providerNames) pages[name][sdk] = await openPage(browsers[name], sdk);
  }
}, { timeout: 180_000 });

after(async () => {
  for (const [name, browser] of Object.entries(browsers)) {
    for (const page of Object.values(pages[name] ?? {})) assert.deepEqual(page.faults, [], `${name}: something went wrong on the page`);
    await browser.close();
  }
  const code = await relay?.stop();
  await Promise.all([site, ...Object.values(fakes)].map((one) => one?.stop()));
  await authority?.remove();
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
  for (const { key } of Object.values(providers)) assert.ok(!relay?.output.includes(key), 'a key is in the relay\'s output');
  console.log(`\n${Object.values(browsers).map(({ version }) => version).join(', ')}\n\n${matrix.asText()}\n`);
  await matrix.write(join(top, 'build/sdks.md'));
});

const endpointOf = ({ method, url }) => `${method} ${url}`;

/// A request as it left the SDK, whatever way it took: with what is chosen at random in it made equal, without the fields that `mayDiffer`.
function asSent({ method, url, fields, body }, mayDiffer) {
  const boundary = fields.find(([name]) => name === 'content-type')?.[1].match(/boundary=(.+)/)?.[1];
  const plain = (text) => (boundary ? text.replaceAll(boundary, 'boundary') : text);
  return {
    request: `${method} ${url}`,
    fields: fields.filter(([name]) => !staysHere(name) && !mayDiffer.includes(name)).map(([name, value]) => `${name}: ${plain(value)}`).sort(),
    body: plain(body.toString('latin1')),
  };
}

/// The provider got what the SDK sent, the person's key, and nothing of the person or the app.
function assertArrived(request, { key, keyField, keyPrefix }, token) {
  assert.equal(request.door, 'relay');
  assert.equal(request.httpVersion, '2.0');
  assert.equal(request.headers[keyField], keyPrefix + key);
  assert.deepEqual(request.fields.map(([name]) => name).filter((name) => credentialFields.includes(name)), [keyField]);
  assert.equal(request.headers['user-agent'], 'byok-relay');
  assert.equal(request.headers['accept-encoding'], 'identity');
  if (request.body.length) assert.equal(request.headers['content-length'], String(request.body.length));
  const told = [request.url, ...request.fields.flat()].join('\n');
  for (const secret of [token, 'byok_', site.origin, 'app.localhost', relay.base]) assert.ok(!told.includes(secret), `${secret} went to the provider:\n${told}`);
  for (const [name] of request.fields) assert.ok(!staysHere(name) || ['content-length', 'user-agent', 'accept-encoding'].includes(name), `${name} went to the provider`);
}

async function assertAbandoned(request, withRelay) {
  let timer;
  const never = new Promise((resolve) => { timer = setTimeout(resolve, patience / 2, Infinity); });
  const took = await Promise.race([request.closed, never]) - leftAt;
  clearTimeout(timer);
  assert.equal(request.produced, 2);
  assert.ok(took <= (withRelay ? cancelWithin : patience), `the provider worked on for ${took} ms`);
}

/// One operation, with the relay and without it.
async function pass(way, operation, page) {
  const { asks, gives, fields = {}, abandons, alone, more } = operations[way.page][operation];
  const fake = fakes[way.provider];
  const credential = { ...providers[way.provider], ...way };
  const perform = async (how) => {
    fake.take();
    const result = await page.evaluate((name, options) => window.perform(name, options), operation, { ...how, more });
    if (abandons) await assertAbandoned(fake.peek().at(-1), how.key === page.token);
    return { result, requests: fake.take() };
  };

  const through = await perform({ base: relay.base + way.at, key: page.token, prefix: way.prefix });
  // An error's message the SDK words itself: a part of what it throws is enough to tell it.
  const { thrown } = through.result ?? {};
  const isThrown = (name, value) => (value instanceof RegExp ? assert.match(thrown?.[name] ?? '', value) : assert.equal(thrown?.[name], value, `${name} of ${JSON.stringify(thrown)}`));
  if (gives?.thrown) for (const [name, value] of Object.entries(gives.thrown)) isThrown(name, value);
  else assert.deepEqual(through.result, way.gives?.[operation] ?? gives);
  if (way.gives?.[operation]) return; // no one provider's answer
  assert.deepEqual(through.requests.map(endpointOf), asks.map((endpoint) => way.arrives?.(endpoint) ?? endpoint));
  for (const request of through.requests) {
    assertArrived(request, credential, page.token);
    for (const [name, value] of Object.entries(fields)) assert.equal(request.headers[name], value);
  }
  if (alone) return;

  const straight = await perform({ base: fake.pageBase + way.without, key: credential.key });
  assert.deepEqual(through.result, straight.result);
  const mayDiffer = ['authorization', credential.keyField, ...(way.adds ?? [])];
  const sent = ({ requests }) => requests.map((request) => asSent(request, mayDiffer));
  assert.deepEqual(sent(through), sent(straight));
}

for (const browser of browserNames) {
  describe(browser, () => {
    for (const way of ways) {
      for (const operation of way.operations ?? Object.keys(operations[way.page])) {
        test(`${way.name}: ${operation}`, { timeout: patience }, () => matrix.note(way.name, operation, browser, () => pass(way, operation, pages[browser][way.page])));
      }
    }
  });
}

const by = (...words) => () => relay.command(words);
const storeKeys = () => Promise.all(providerNames.map((sdk) => relay.command(['keys', 'set', sdk], `${providers[sdk].key}\n`)));
const removeKeys = () => Promise.all(providerNames.map((sdk) => relay.command(['keys', 'remove', sdk])));
const perMinute = (count) => relay.command(['settings', 'set', 'limits.ai-requests-per-minute', String(count)]);
const ask = (way, page) => page.evaluate((name, how) => window.perform(name, how), 'ask', { base: relay.base + way.at, key: page.token, prefix: way.prefix });

/// Why the relay refuses: `enter` and `leave` bring it about and end it; `kind`: what openai and @anthropic-ai/sdk throw.
const refusals = [
  { row: 'refused: token unknown', ask: { key: `byok_${'0'.repeat(64)}` }, status: 401, code: 'token_invalid', kind: 'AuthenticationError', sentence: /token/i },
  { row: 'refused: provider not granted', ask: { isElsewhere: true }, status: 403, code: 'provider_refused', kind: 'PermissionDeniedError', sentence: /may not use Groq/ },
  { row: 'refused: path not granted', ask: { operation: 'forbidden' }, status: 403, code: 'path_refused', kind: 'PermissionDeniedError', sentence: /is not permitted|the person can grant/ },
  { row: 'refused: no key stored', enter: removeKeys, leave: storeKeys, status: 400, code: 'key_missing', kind: 'BadRequestError', sentence: /POST \/keys\// },
  { row: 'refused: paused', enter: by('pause'), leave: by('resume'), status: 503, code: 'paused', kind: 'InternalServerError', sentence: /paused/ },
  { row: 'refused: locked', enter: by('lock'), leave: by('unlock'), status: 423, code: 'locked', kind: 'APIError', sentence: /locked/i },
  { row: 'refused: over the limit', enter: () => perMinute(1).then(() => ask(ways[0], pages.Chromium.openai)), leave: () => perMinute(0),
    status: 429, code: 'too_many_requests', kind: 'RateLimitError', sentence: /Too many requests from this app; try again in \d+ seconds/, retryable: true },
];

/// Asks and is refused, once: nothing reaches the provider, and the SDK does not try again by itself.
async function refuse({ page: sdk, provider, at, elsewhere, prefix }, { ask: { isElsewhere, operation = 'ask', key } = {}, status, code, kind, sentence, retryable }, page) {
  fakes[provider].take();
  const callsBefore = page.calls;
  const { thrown } = await page.evaluate((name, way) => window.perform(name, way), operation,
    { base: relay.base + (isElsewhere ? elsewhere : at), key: key ?? page.token, prefix, more: retryable && sdk !== 'google' ? { maxRetries: 0 } : {} }) ?? {};
  assert.ok(thrown, 'nothing was thrown');
  assert.equal(thrown.status, status, JSON.stringify(thrown));
  assert.match(thrown.message, sentence);
  if (sdk === 'google') {
    const { error } = JSON.parse(thrown.message); // how this SDK tells
    assert.equal(thrown.kind, 'ApiError');
    assert.equal(error.code, status);
    assert.equal(error.details[0].reason, code.toUpperCase());
  } else {
    assert.equal(thrown.kind, kind);
    assert.equal(thrown.code, code);
    assert.equal(thrown.shouldRetry, retryable ? undefined : 'false');
    if (retryable) assert.ok(Number(thrown.retryAfter) > 0, `retry-after: ${thrown.retryAfter}`);
  }
  if (sdk === 'anthropic') assert.equal(JSON.parse(thrown.message.replace(/^\d+ /, '')).type, 'error', `not as Anthropic words it: ${thrown.message}`);
  assert.equal(page.calls - callsBefore, 1, 'the SDK tried again');
  assert.deepEqual(fakes[provider].take(), [], 'something went upstream');
}

describe('the relay refuses, and the SDK throws its own error with the relay\'s sentence', () => {
  for (const refusal of refusals) {
    test(refusal.row, { timeout: patience }, async () => {
      const faults = [];
      await refusal.enter?.();
      try {
        for (const browser of browserNames) {
          for (const way of ways.filter(({ refusals: some }) => !some || some.includes(refusal.row))) {
            await matrix.note(way.name, refusal.row, browser, () => refuse(way, refusal, pages[browser][way.page]))
              .catch((error) => faults.push(`${browser}, ${way.name}: ${error.message}`));
          }
        }
      } finally {
        await refusal.leave?.();
      }
      assert.deepEqual(faults, []);
    });
  }
});

test('README.md says what was shown here', async () => {
  assert.equal(await tableOf(join(top, 'README.md')), matrix.asMarkdown(), 'build/sdks.md is the table to put there');
});
