// SPDX-License-Identifier: Apache-2.0
// Models on this computer, from a page: Ollama, LM Studio and llama.cpp, each as it comes.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { Browser } from './support/browsers.js';
import { FakeLlamaCpp } from './support/fake_llama_cpp.js';
import { FakeLmStudio } from './support/fake_lm_studio.js';
import { FakeOllama } from './support/fake_ollama.js';
import { PageServer } from './support/page_server.js';
import { RelayProcess } from './support/relay_process.js';

const patience = 60_000; // ms
const servers = { ollama: new FakeOllama(), 'lm-studio': new FakeLmStudio(), 'llama-cpp': new FakeLlamaCpp() };
const { ollama, 'lm-studio': lmStudio, 'llama-cpp': llamaCpp } = servers;

let site;
let relay;
let browser;
let page;

/// A relay with these turned on, and the approved page with its token in `window.app`: what an app does.
async function begin(ids) {
  relay = await RelayProcess.start({ origins: [site.origin], providers: { providers: ids.map((id) => ({ id, base_url: servers[id].base })) } });
  for (const id of ids) await relay.command(['providers', 'turn-on', id]);
  page = await browser.open(site.origin);
  await page.evaluate(async (base) => {
    const json = { 'content-type': 'application/json' };
    const { token } = await (await fetch(`${base}/users`, { method: 'POST', headers: json, body: '{"app_id":"local"}' })).json();
    const headers = { ...json, authorization: `Bearer ${token}` };
    const whole = async (reply) => ({ status: reply.status, text: await reply.text(), missing: reply.headers.get('x-relay-models-missing') ?? undefined });
    const get = async (path) => whole(await fetch(base + path, { headers }));
    const post = async (path, body) => whole(await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) }));
    window.app = { get, post, chat: (model, path = '/v1/chat/completions') => post(path, { model, stream: true, messages: [{ role: 'user', content: 'Hi' }] }) };
  }, relay.base);
}
const get = (path) => page.evaluate((at) => window.app.get(at), path);
const post = (path, body) => page.evaluate((at, what) => window.app.post(at, what), path, body);
const chat = (...words) => page.evaluate((...all) => window.app.chat(...all), ...words);
const names = ({ text }) => JSON.parse(text).data.map(({ id }) => id);
/// Whether a page that asks the server itself gets anything.
const askItself = (server) => page.evaluate((url) => fetch(`${url}/v1/models`).then((reply) => reply.status, String), server.base);
/// Whether the relay has found something at the provider's address.
const isFound = async (id) => JSON.parse((await get(`/health?deep=1&provider=${id}`)).text).checks[id] === 'ok';

before(async () => {
  for (const server of Object.values(servers)) await server.start();
  site = await new PageServer().start();
  browser = await Browser.launch('Chromium');
}, { timeout: patience });

afterEach(async () => {
  for (const server of Object.values(servers)) server.take();
  if (relay) assert.equal(await relay.stop(), 0, relay.output);
  relay = undefined;
});

after(async () => {
  await browser?.close();
  await site?.stop();
  for (const server of Object.values(servers)) server.stop();
});

test('Ollama: a page that asks it is refused; by the relay it sees the models and streams from one, without a prefix too', { timeout: patience }, async () => {
  await begin(['ollama']);
  assert.match(String(await askItself(ollama)), /Failed to fetch/);
  assert.deepEqual(ollama.take(), ['403 GET /v1/models']);
  for (const words of [[ollama.model], [`ollama/${ollama.model}`], [ollama.model, '/relay']]) assert.deepEqual(await chat(...words), { status: 200, text: ollama.streamed });
  assert.deepEqual(names(await get('/v1/models')), [`ollama/${ollama.model}`, 'echo/echo']);
  assert.deepEqual(ollama.take(), ['200 GET /v1/models', ...Array(3).fill('200 POST /v1/chat/completions')]);
});

test('LM Studio: names with slashes, those that look like another provider\'s, embeddings, its own API, and its errors as they are', { timeout: patience }, async () => {
  await begin(['lm-studio']);
  const [qwen, likeOpenAi, embedding] = lmStudio.models;
  assert.match(String(await askItself(lmStudio)), /Failed to fetch/);
  assert.ok(await isFound('lm-studio'));
  assert.deepEqual(names(await get('/v1/models')), [...lmStudio.models.map((id) => `lm-studio/${id}`), 'echo/echo']);
  lmStudio.take();
  assert.deepEqual(await chat(qwen), { status: 200, text: lmStudio.streamed[qwen] });
  assert.deepEqual(await chat(`lm-studio/${likeOpenAi}`), { status: 200, text: lmStudio.streamed[likeOpenAi] });
  const embedded = await post('/v1/embeddings', { model: `lm-studio/${embedding}`, input: 'Hi' });
  assert.deepEqual(JSON.parse(embedded.text).data[0].embedding, [0.25, -0.5]);
  assert.deepEqual(JSON.parse((await get('/relay/lm-studio/api/v0/models')).text).data, lmStudio.details);
  const unknown = await chat('lm-studio/no-such');
  assert.deepEqual([unknown.status, JSON.parse(unknown.text)], [404, { error: 'Model "no-such" not found. Please download it first, or load another one.' }]);
  const odd = await get('/relay/lm-studio/v1/models/no-such');
  assert.deepEqual([odd.status, JSON.parse(odd.text)], [200, { error: 'Unexpected endpoint or method. (GET /v1/models/no-such)' }]);
  assert.deepEqual(lmStudio.take(), ['200 POST /v1/chat/completions', '200 POST /v1/chat/completions', '200 POST /v1/embeddings', '200 GET /api/v0/models',
    '404 POST /v1/chat/completions', '200 GET /v1/models/no-such']);
});

test('llama.cpp: while it loads its model the app is told so, by whichever name it asks', { timeout: patience }, async () => {
  llamaCpp.isLoading = true;
  await begin(['llama-cpp']);
  assert.ok(await isFound('llama-cpp')); // it is there
  const listed = await get('/v1/models');
  assert.deepEqual([names(listed), listed.missing], [['echo/echo'], 'llama-cpp']);
  const byPrefix = await chat(`llama-cpp/${llamaCpp.model}`);
  assert.deepEqual([byPrefix.status, JSON.parse(byPrefix.text)], [503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }]);
  const byName = await chat(llamaCpp.model);
  assert.equal(byName.status, 404);
  assert.match(JSON.parse(byName.text).error.message, /llama\.cpp could not say just now which models it has; if it is still loading one, try again in a moment/);
  llamaCpp.isLoading = false; // and then there is no wait for who names it
  assert.deepEqual(await chat(`llama-cpp/${llamaCpp.model}`), { status: 200, text: llamaCpp.streamed });
});

test('llama.cpp: its one model is listed, once, and streams without a prefix', { timeout: patience }, async () => {
  llamaCpp.isLoading = false;
  await begin(['llama-cpp']);
  assert.deepEqual(await chat(llamaCpp.model), { status: 200, text: llamaCpp.streamed });
  assert.deepEqual(await chat(`llama-cpp/${llamaCpp.model}`), { status: 200, text: llamaCpp.streamed });
  assert.deepEqual(names(await get('/v1/models')), [`llama-cpp/${llamaCpp.model}`, 'echo/echo']);
  const wrong = await post('/v1/chat/completions', { model: llamaCpp.model });
  assert.deepEqual([wrong.status, JSON.parse(wrong.text).error.type], [400, 'invalid_request_error']);
});

test('all three at once: every model of each, and each answers for its own', { timeout: patience }, async () => {
  llamaCpp.isLoading = false;
  await begin(Object.keys(servers));
  assert.deepEqual(names(await get('/v1/models')).toSorted(), ['echo/echo', `ollama/${ollama.model}`, ...lmStudio.models.map((id) => `lm-studio/${id}`), `llama-cpp/${llamaCpp.model}`].toSorted());
  assert.deepEqual(await chat(ollama.model), { status: 200, text: ollama.streamed });
  assert.deepEqual(await chat(lmStudio.models[0]), { status: 200, text: lmStudio.streamed[lmStudio.models[0]] });
  assert.deepEqual(await chat(llamaCpp.model), { status: 200, text: llamaCpp.streamed });
});
