// SPDX-License-Identifier: Apache-2.0
// A provider that speaks OpenAI's, Anthropic's, Google's and ElevenLabs' public formats, remembers what it was sent, and
// produces no event of an answer before its gate is opened.
import { createServer } from 'node:http';
import { once } from 'node:events';

const words = ['Hello', ' from', ' the', ' fake', ' provider', '.'];

/// A count that others can wait for.
class Gate {
  #open = 0;
  #waiting = [];
  constructor(open = 0) { this.#open = open; }
  open(count = 1) {
    this.#open += count;
    this.#waiting = this.#waiting.filter(({ needed, resolve }) => needed > this.#open || resolve());
  }
  reached(needed) {
    return needed <= this.#open ? Promise.resolve() : new Promise((resolve) => { this.#waiting.push({ needed, resolve }); });
  }
}

function* openAiEvents(model) {
  const event = (delta, finish = null) => `data: ${JSON.stringify({
    id: 'chatcmpl-BFake0001', object: 'chat.completion.chunk', created: 1760000000, model, service_tier: 'default',
    system_fingerprint: 'fp_fake', choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })}\n\n`;
  yield event({ role: 'assistant', content: '', refusal: null });
  for (const word of words) yield event({ content: word });
  yield event({}, 'stop');
  yield 'data: [DONE]\n\n';
}

function* anthropicEvents(model) {
  const event = (type, rest) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
  yield event('message_start', { message: {
    id: 'msg_01Fake', type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null,
    usage: { input_tokens: 9, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 } } });
  yield event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  yield event('ping', {});
  for (const word of words) yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: word } });
  yield event('content_block_stop', { index: 0 });
  yield event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 7 } });
  yield event('message_stop', {});
}

const wholeOpenAi = (model) => ({
  id: 'chatcmpl-BFake0002', object: 'chat.completion', created: 1760000000, model,
  choices: [{ index: 0, message: { role: 'assistant', content: words.join(''), refusal: null, annotations: [] }, logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 }, service_tier: 'default', system_fingerprint: 'fp_fake',
});
const wholeAnthropic = (model) => ({
  id: 'msg_01Fake', type: 'message', role: 'assistant', model, content: [{ type: 'text', text: words.join('') }],
  stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 9, output_tokens: 7 },
});

function* responsesEvents(model) {
  let sequence_number = 0;
  const event = (type, rest) => `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...rest })}\n\n`;
  yield event('response.created', { response: { id: 'resp_fake', object: 'response', status: 'in_progress', model } });
  for (const delta of words) yield event('response.output_text.delta', { item_id: 'msg_fake', output_index: 0, content_index: 0, delta });
  yield event('response.completed', { response: wholeResponse(model) });
}
const wholeResponse = (model) => ({
  id: 'resp_fake', object: 'response', created_at: 1760000000, status: 'completed', model,
  output: [{ id: 'msg_fake', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: words.join(''), annotations: [] }] }],
  usage: { input_tokens: 9, output_tokens: 7, total_tokens: 16 },
});

const googlePiece = (text, modelVersion, finishReason) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason, index: 0 }],
  usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 7, totalTokenCount: 16 }, modelVersion,
});
function* googleEvents(model) {
  for (const word of words) yield `data: ${JSON.stringify(googlePiece(word, model))}\r\n\r\n`;
  yield `data: ${JSON.stringify(googlePiece('', model, 'STOP'))}\r\n\r\n`;
}

const wholeEmbeddings = (model) => ({
  object: 'list', model, data: [{ object: 'embedding', index: 0, embedding: [0.25, -0.5] }], usage: { prompt_tokens: 9, total_tokens: 9 },
});

/// How each endpoint answers, by what its path ends with: whole, or as events.
const endpoints = [
  [/^\/v1\/messages$/, { whole: wholeAnthropic, events: anthropicEvents }],
  [/\/chat\/completions$/, { whole: wholeOpenAi, events: openAiEvents }],
  [/\/responses$/, { whole: wholeResponse, events: responsesEvents }],
  [/\/embeddings$/, { whole: wholeEmbeddings }],
  [/\/models\/[^/]+:(?:stream)?[Gg]enerateContent$/, { whole: (model) => googlePiece(words.join(''), model, 'STOP'), events: googleEvents }],
  [/^\/v1\/text-to-speech\/\w+(?:\/stream)?$/, { whole: () => ({ audio_base64: 'AAAA' }), events: () => words }],
];

export class FakeProvider {
  static text = words.join('');
  /// Each: method, url, headers, rawHeaders, body (text), produced (events so far), closed (promise of when, in ms since the epoch).
  requests = [];
  #gates = new Map();
  #refusals = new Map();
  #server = createServer((request, reply) => this.#answer(request, reply));

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }
  get base() { return `http://127.0.0.1:${this.#server.address().port}`; }
  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /// Answers to `model` wait for openings from now on: the nth event is produced after the nth opening.
  gate(model) {
    const gate = new Gate();
    this.#gates.set(model, gate);
    return gate;
  }
  /// Requests for `model` are refused from now on, in these words.
  refuse(model, status, body) { this.#refusals.set(model, { status, body }); }
  /// The next request of this model, once it is here.
  async requestOf(model) {
    for (;;) {
      const found = this.requests.find((one) => one.model === model);
      if (found) return found;
      await once(this.#server, 'noted');
    }
  }

  async #answer(request, reply) {
    let body = '';
    request.setEncoding('utf8');
    for await (const piece of request) body += piece;
    let asked = {};
    try { asked = JSON.parse(body); } catch { /* not every request has JSON */ }
    const path = request.url.split('?')[0];
    asked.model ??= path.match(/\/models\/([^/:]+):/)?.[1]; // Google names it there
    const note = { method: request.method, url: request.url, headers: request.headers, rawHeaders: request.rawHeaders, body,
      model: asked.model, produced: 0, closed: new Promise((resolve) => { reply.on('close', () => resolve(Date.now())); }) };
    this.requests.push(note);
    this.#server.emit('noted');

    const endpoint = endpoints.find(([form]) => form.test(path))?.[1];
    const streams = asked.stream || path.endsWith(':streamGenerateContent') || path.endsWith('/stream');
    const refusal = this.#refusals.get(asked.model);
    if (refusal) {
      reply.writeHead(refusal.status, { 'content-type': 'application/json' });
      reply.end(JSON.stringify(refusal.body));
    } else if (path === '/v1/models') {
      reply.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'id=1', server: 'fake' });
      reply.end(JSON.stringify({ object: 'list', data: [{ id: 'gpt-fake', object: 'model', created: 1, owned_by: 'fake' }] }));
    } else if (!endpoint) {
      reply.writeHead(404, { 'content-type': 'application/json' });
      reply.end('{"error":{"message":"Unknown request URL","type":"invalid_request_error","param":null,"code":"unknown_url"}}');
    } else if (!streams) {
      reply.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_fake', 'x-request-id': 'req_fake' });
      reply.end(JSON.stringify(endpoint.whole(asked.model)));
    } else {
      reply.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-request-id': 'req_fake' });
      const gate = this.#gates.get(asked.model) ?? new Gate(Infinity);
      for (const event of endpoint.events(asked.model)) {
        await gate.reached(note.produced + 1);
        if (reply.destroyed) return;
        reply.write(event);
        note.produced += 1;
      }
      reply.end();
    }
  }
}
