// SPDX-License-Identifier: Apache-2.0
// The relay's OpenAPI document: it is one, its YAML says the same, and real replies of every route are as it says.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';
import WebSocket from 'ws';
import { parse } from 'yaml';

import { Contract } from './support/contract.js';
import { FakeProvider } from './support/fake_provider.js';
import { FakeRealtime } from './support/fake_realtime.js';
import { RelayProcess } from './support/relay_process.js';

const key = 'sk-proj-planted0123456789abcdefghijklmnop';
const origin = 'https://app.example';
const bodyLimit = 100_000;
let fake;
let relay;
let contract;
let token; // of a program that may do anything
let ordinary; // of one that may ask and read

before(async () => {
  fake = await new FakeProvider().start();
  relay = await RelayProcess.start({ origins: [origin], providers: { providers: [{ id: 'openai', base_url: fake.base }] },
    env: { REQUEST_BODY_LIMIT_BYTES: String(bodyLimit) } });
  await relay.command(['keys', 'set', 'openai'], `${key}\n`);
  for (const limit of ['limits.requests-per-minute', 'limits.ai-requests-per-minute']) await relay.command(['settings', 'set', limit, '1000']); // one program asks them all
  token = await relay.programToken('contract', '--paths', 'all');
  ordinary = await relay.programToken('ordinary');
  contract = await Contract.of(relay.base);
}, { timeout: 60_000 });

after(async () => {
  const code = await relay?.stop();
  await fake?.stop();
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
});

/// Sends one request and holds its reply against the document.
async function ask(method, target, { headers = {}, body } = {}) {
  const reply = await fetch(relay.base + target, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, body });
  const text = await reply.text();
  const found = { method, target, status: reply.status, type: reply.headers.get('content-type'), text, headers: Object.fromEntries(reply.headers) };
  contract.check(found);
  return found;
}

/// What to send so that each operation succeeds, by operationId; in this order, for some end what others need.
const asProgram = () => ({ headers: { 'x-relay-token': token } });
const asPage = () => ({ headers: { origin, 'x-relay-token': token } });
const withBody = (body) => ({ ...asProgram(), body: JSON.stringify(body) });
const chat = () => withBody({ model: 'gpt-fake', messages: [] });
const successes = {
  getPage: ['/', () => ({})],
  getAsset: ['/assets/page.js', () => ({})],
  getHealth: ['/health', () => ({})],
  getVersion: ['/version', () => ({})],
  getModels: ['/models', () => ({})],
  getOpenApiJson: ['/openapi.json', () => ({})],
  getOpenApiYaml: ['/openapi.yaml', () => ({})],
  discover: ['/.well-known/byok-relay', () => ({})],
  getClient: ['/client.js', () => ({})],
  getClientTypes: ['/client.d.ts', () => ({})],
  getLlmsTxt: ['/llms.txt', () => ({})],
  getSkill: ['/skill.md', () => ({})],
  pair: ['/users', () => ({ headers: { origin }, body: '{"app_id":"contract"}' })],
  getSession: ['/session', asProgram],
  endSession: ['/session', async () => ({ headers: { 'x-relay-token': await relay.programToken('ends') } })],
  revokeToken: ['/tokens/revoke', async () => ({ headers: { 'x-relay-token': await relay.programToken('revokes') } })],
  listKeys: ['/keys', asProgram],
  getSealingKey: ['/keys/public', () => ({})],
  storeKey: ['/keys/openai', () => withBody({ key })],
  replaceKey: ['/keys/openai', () => withBody({ api_key: key })],
  rotateKey: ['/keys/openai/rotate', () => withBody({ key })],
  deleteKey: ['/keys/openai', asProgram],
  relayByModel: ['/relay', () => withBody({ model: 'openai/gpt-fake', messages: [] })],
  getStats: ['/stats', asProgram],
  relayGetChat: ['/relay/openai', asProgram],
  relayPostChat: ['/relay/openai', chat],
  relayPutChat: ['/relay/openai', chat],
  relayPatchChat: ['/relay/openai', chat],
  relayDeleteChat: ['/relay/openai', asProgram],
  relayGetPath: ['/relay/openai/v1/models', asProgram],
  relayPostPath: ['/relay/openai/v1/chat/completions', chat],
  relayPutPath: ['/relay/openai/v1/chat/completions', chat],
  relayPatchPath: ['/relay/openai/v1/chat/completions', chat],
  listModels: ['/v1/models', asProgram],
  getModel: ['/v1/models/echo%2Fecho', asProgram],
  openAiPost: ['/v1/chat/completions', () => withBody({ model: 'openai/gpt-fake', messages: [] })],
  openAiPut: ['/v1/chat/completions', () => withBody({ model: 'openai/gpt-fake', messages: [] })],
  openAiPatch: ['/v1/chat/completions', () => withBody({ model: 'openai/gpt-fake', messages: [] })],
  relayDeletePath: ['/relay/openai/v1/chat/completions', asProgram],
  forget: ['/users', async () => ({ headers: { 'x-relay-token': await relay.programToken('leaver') } })],
};

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(contract.document));
    assert.ok(result.valid, JSON.stringify(result.errors, null, 1));
    assert.equal(contract.document.openapi.slice(0, 4), '3.1.');
    assert.equal(contract.document.servers[0].url, relay.base);
  });

  test('is the same as YAML', async () => {
    const reply = await fetch(`${relay.base}/openapi.yaml`);
    assert.equal(reply.headers.get('content-type'), 'application/yaml');
    const text = await reply.text();
    assert.deepEqual(parse(text, { version: '1.2' }), contract.document);
    assert.deepEqual(parse(text, { version: '1.1' }), contract.document, 'older readers read the same');
  });

  test('names each operation once', () => {
    const ids = contract.operations.map(({ operation }) => operation.operationId);
    assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), []);
  });
});

describe('a reply', () => {
  for (const [id, [target, request]] of Object.entries(successes)) {
    test(`of ${id} is as the document says`, async () => {
      const { method } = contract.operations.find(({ operation }) => operation.operationId === id);
      const reply = await ask(method, target, await request());
      assert.equal(reply.status, 200, reply.text);
    });
  }

  test('of listen is as the document says, event by event', async () => {
    const headers = { 'x-relay-token': await relay.programToken('listens') };
    const reply = await fetch(`${relay.base}/events`, { headers });
    let text = '';
    let ended = false;
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const piece of reply.body) text += decoder.decode(piece, { stream: true });
      ended = true;
    })();
    await relay.command(['lock']);
    await relay.command(['unlock']);
    assert.equal(ended, false);
    assert.equal((await fetch(`${relay.base}/tokens/revoke`, { method: 'POST', headers })).status, 200);
    await reading;
    const events = text.trim().split('\n\n').map((event) => event.match(/^event: (\w+)\ndata: (.*)$/)).map(([, name, data]) => [name, JSON.parse(data)]);
    assert.deepEqual(events.map(([name]) => name), ['hello', 'locked', 'unlocked', 'revoked']);
    assert.deepEqual(events[0][1], { app_id: 'program:listens', state: 'running' });
    assert.deepEqual(events[1][1], { state: 'locked' });
    contract.check({ method: 'GET', target: '/events', status: reply.status, type: reply.headers.get('content-type'), text, headers: Object.fromEntries(reply.headers) });
  });

  test('of getAppStats is as the document says', async () => {
    const secret = 'planted-app-secret-0123456789';
    const guarded = await RelayProcess.start({ providers: { providers: [] }, env: { APP_SECRET: secret } });
    try {
      for (const [authorization, status] of [[`Bearer ${secret}`, 200], ['Bearer wrong', 401]]) {
        const reply = await fetch(`${guarded.base}/stats/my-app`, { headers: { authorization } });
        assert.equal(reply.status, status);
        contract.check({ method: 'GET', target: '/stats/my-app', status, type: reply.headers.get('content-type'), text: await reply.text(), headers: Object.fromEntries(reply.headers) });
      }
    } finally {
      await guarded.stop();
    }
    assert.ok(!guarded.output.includes(secret));
    assert.equal((await ask('GET', '/stats/my-app')).status, 503, 'without an APP_SECRET');
  });

  test('of openAiRealtime is as the document says', async () => {
    const far = await new FakeRealtime().start();
    const speaking = await RelayProcess.start({ providers: { providers: [{ id: 'openai', base_url: far.base }] } });
    try {
      await speaking.command(['keys', 'set', 'openai'], `${key}\n`);
      const own = await speaking.programToken('speaks');
      for (const target of ['/v1/realtime?model=m', '/relay/openai/v1/realtime?model=m']) {
        const socket = new WebSocket(speaking.base.replace('http:', 'ws:') + target, { headers: { 'x-relay-token': own } });
        const { statusCode, headers } = await new Promise((resolve, reject) => { socket.on('upgrade', resolve).on('error', reject); });
        contract.check({ method: 'GET', target, status: statusCode, type: headers['content-type'], text: '', headers });
        assert.equal(statusCode, 101);
        assert.match(headers['x-relay-request-id'], /^[0-9a-f]{16}$/);
        socket.close();
      }
      const plain = await fetch(`${speaking.base}/v1/realtime`, { headers: { 'x-relay-token': own } });
      assert.equal(plain.status, 400);
      contract.check({ method: 'GET', target: '/v1/realtime', status: 400, type: plain.headers.get('content-type'), text: await plain.text(), headers: Object.fromEntries(plain.headers) });
    } finally {
      await speaking.stop();
      await far.stop();
    }
  });

  test('of every operation was looked at', () => {
    const succeeding = contract.operations.filter(({ operation }) => operation.responses[200]);
    assert.deepEqual(succeeding.map(({ operation }) => operation.operationId).filter((id) => !contract.seen.get(id)?.has(200)), []);
  });

  const wrong = `byok_${'0'.repeat(64)}`;
  const long = 'x'.repeat(2 * bodyLimit);
  for (const [what, method, target, request, status, code] of [
    ['no app_id', 'POST', '/users', () => ({ headers: { origin }, body: '{}' }), 400, 'invalid_argument'],
    ['bad JSON', 'POST', '/users', () => ({ headers: { origin }, body: '{' }), 400, 'invalid_argument'],
    ['not JSON', 'POST', '/users', () => ({ headers: { origin, 'content-type': 'text/plain' }, body: '{}' }), 415, 'unsupported_media_type'],
    ['no token', 'GET', '/keys', () => ({}), 401, 'token_missing'],
    ['a wrong token', 'GET', '/keys', () => ({ headers: { 'x-relay-token': wrong } }), 401, 'token_invalid'],
    ['a wrong token, as OpenAI\'s SDK', 'GET', '/keys', () => ({ headers: { authorization: `Bearer ${wrong}` } }), 401, 'token_invalid'],
    ['a wrong token, as Anthropic\'s SDK', 'GET', '/keys', () => ({ headers: { 'x-api-key': wrong } }), 401, 'token_invalid'],
    ['a wrong token, as Google\'s SDK', 'GET', '/keys', () => ({ headers: { 'x-goog-api-key': wrong } }), 401, undefined],
    ['a program\'s token from a page', 'GET', '/keys', asPage, 401, 'token_invalid'],
    ['an unknown origin', 'GET', '/keys', () => ({ headers: { origin: 'https://evil.example' } }), 403, 'origin_refused'],
    ['an unknown provider', 'POST', '/keys/nobody', () => withBody({ key }), 400, 'provider_unknown'],
    ['a short key', 'POST', '/keys/openai', () => withBody({ key: 'sk-' }), 400, 'invalid_argument'],
    ['no model', 'POST', '/relay', () => withBody({}), 400, 'invalid_argument'],
    ['a provider without key', 'POST', '/relay/groq/chat/completions', chat, 400, 'key_missing'],
    ['a model of nobody', 'POST', '/v1/chat/completions', () => withBody({ model: 'nobody/m', messages: [] }), 404, 'model_not_found'],
    ['a model that is not listed', 'GET', '/v1/models/echo/nothing', asProgram, 404, 'model_not_found'],
    ['reading what names no provider', 'GET', '/v1/files', asProgram, 404, 'route_unknown'],
    ['deleting what names no provider', 'DELETE', '/v1/files/f', asProgram, 404, 'route_unknown'],
    ['an unknown provider of the relay', 'GET', '/relay/nobody/v1/models', asProgram, 400, 'provider_unknown'],
    ['a path that is not permitted', 'GET', '/relay/openai/v1/organization/keys', () => ({ headers: { 'x-relay-token': ordinary } }), 403, 'path_refused'],
    ['too long a body', 'POST', '/relay/openai/v1/chat/completions', () => ({ ...asProgram(), body: long }), 413, 'body_too_large'],
    ['no such asset', 'GET', '/assets/nothing.js', () => ({}), 404, 'route_unknown'],
  ]) {
    test(`for ${what} is as the document says`, async () => {
      const reply = await ask(method, target, request());
      assert.equal(reply.status, status, reply.text);
      contract.checkError(reply.text);
      if (code) assert.equal(JSON.parse(reply.text).code ?? JSON.parse(reply.text).error.code, code, reply.text);
    });
  }

  test('that the document does not describe is noticed', () => {
    const good = { method: 'GET', target: '/version', status: 200, type: 'application/json' };
    const version = { version: '1', commit: null, buildTime: null, repoUrl: null, attestationUrl: null };
    contract.check({ ...good, text: JSON.stringify(version) });
    for (const [what, bad] of Object.entries({
      'a field that is missing': { text: JSON.stringify({ ...version, commit: undefined }) },
      'a field of another type': { text: JSON.stringify({ ...version, version: 1 }) },
      'a field that is not described': { text: JSON.stringify({ ...version, more: 1 }) },
      'another content type': { text: '', type: 'text/plain' },
      'an error that is none': { text: '{}', status: 500 },
      'another method': { text: '{}', method: 'DELETE' },
      'another path': { text: '{}', target: '/versions' },
    })) assert.throws(() => contract.check({ ...good, ...bad }), undefined, what);
  });
});
