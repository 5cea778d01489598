// SPDX-License-Identifier: Apache-2.0
// Models on this computer, from a page: Ollama as it comes, which refuses every web page that OLLAMA_ORIGINS does not name.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { Browser } from './support/browsers.js';
import { PageServer } from './support/page_server.js';
import { RelayProcess } from './support/relay_process.js';

const patience = 60_000; // ms
const model = 'llama3.2:3b';
const chunk = (text, reason = null) => `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, system_fingerprint: 'fp_ollama',
  choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: reason }] })}\n\n`;

/// The requests that it answered or refused, as "status method path".
const seen = [];
const ollama = createServer(async (request, reply) => {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  const answer = (status, type, text) => {
    seen.push(`${status} ${request.method} ${request.url}`);
    reply.writeHead(status, { 'content-type': type }).end(text);
  };
  if ('origin' in request.headers) return answer(403, 'text/plain', '');
  if (request.url === '/v1/models') return answer(200, 'application/json', JSON.stringify({ object: 'list', data: [{ id: model, object: 'model', created: 1, owned_by: 'library' }] }));
  if (request.url === '/v1/chat/completions' && JSON.parse(body).model === model) return answer(200, 'text/event-stream', `${chunk('Hello')}${chunk(' there', 'stop')}data: [DONE]\n\n`);
  return answer(404, 'application/json', JSON.stringify({ error: { message: 'model not found', type: 'api_error', param: null, code: null } }));
});

let site;
let relay;
let browser;
let page;

before(async () => {
  ollama.listen(0, '127.0.0.1');
  await once(ollama, 'listening');
  site = await new PageServer().start();
  relay = await RelayProcess.start({ origins: [site.origin],
    providers: { providers: [{ id: 'ollama', base_url: `http://127.0.0.1:${ollama.address().port}` }] } });
  await relay.command(['providers', 'turn-on', 'ollama']);
  browser = await Browser.launch('Chromium');
  page = await browser.open(site.origin);
}, { timeout: patience });

after(async () => {
  await browser?.close();
  await site?.stop();
  ollama.closeAllConnections();
  ollama.close();
  if (relay) assert.equal(await relay.stop(), 0, relay.output);
});

test('a page that asks Ollama itself is refused', { timeout: patience }, async () => {
  const failed = await page.evaluate((url) => fetch(`${url}/v1/models`).then((reply) => reply.status, String), `http://127.0.0.1:${ollama.address().port}`);
  assert.match(String(failed), /Failed to fetch/);
  assert.deepEqual(seen.splice(0), ['403 GET /v1/models']);
});

test('by the relay it sees the models and streams from one, without a prefix too', { timeout: patience }, async () => {
  const found = await page.evaluate(async (base, name) => {
    const json = { 'content-type': 'application/json' };
    const { token } = await (await fetch(`${base}/users`, { method: 'POST', headers: json, body: '{"app_id":"local"}' })).json();
    const headers = { ...json, authorization: `Bearer ${token}` };
    const chat = async (path, asked) => (await fetch(base + path, { method: 'POST', headers, body: JSON.stringify({ model: asked, stream: true, messages: [{ role: 'user', content: 'Hi' }] }) })).text();
    return { byName: await chat('/v1/chat/completions', name), listed: await (await fetch(`${base}/v1/models`, { headers })).json(),
      byPrefix: await chat('/v1/chat/completions', `ollama/${name}`), byRelay: await chat('/relay', name) };
  }, relay.base, model);
  const streamed = `${chunk('Hello')}${chunk(' there', 'stop')}data: [DONE]\n\n`;
  assert.equal(found.byName, streamed);
  assert.equal(found.byPrefix, streamed);
  assert.equal(found.byRelay, streamed);
  assert.deepEqual(found.listed.data.map(({ id }) => id), [`ollama/${model}`, 'echo/echo']);
  assert.deepEqual(seen.splice(0), ['200 GET /v1/models', '200 POST /v1/chat/completions', '200 POST /v1/chat/completions', '200 POST /v1/chat/completions']);
});
