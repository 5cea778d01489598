// SPDX-License-Identifier: Apache-2.0
// Anthropic's API as its public reference describes it, as far as the official SDK is tried. The model's name says what
// happens: "endless", "gated", "dies", "busy-once", "overloaded", "breaks-off".
import { chatChunks, chatCompletion } from './fake_openai.js';
import { ProviderServer, Refusal, paceOf } from './provider_server.js';

export const words = ['Good ', 'day', ', ', 'how ', 'may ', 'I ', 'help', '?'];
export const text = words.join('');
const inputPieces = ['{"ci', 'ty": "Pa', 'ris"}'];
const requestId = 'req_011CFake';

const refusal = (status, type, message, headers = {}) => new Refusal(status, { type: 'error', error: { type, message }, request_id: requestId }, headers);
const invalid = (message) => refusal(400, 'invalid_request_error', message);

const usage = { input_tokens: 14, cache_creation_input_tokens: 0, cache_read_input_tokens: 0,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 }, output_tokens: 9, service_tier: 'standard' };
const message = (model, content, stop_reason, used = usage) => ({ model, id: 'msg_01Fake', type: 'message', role: 'assistant', content, stop_reason, stop_sequence: null, usage: used });
const toolUse = (input) => ({ type: 'tool_use', id: 'toolu_01Fake', name: 'get_weather', input });

const whole = ({ model, tools }) => (tools ? message(model, [toolUse(JSON.parse(inputPieces.join('')))], 'tool_use') : message(model, [{ type: 'text', text }], 'end_turn'));

function* events({ model, tools }) {
  const event = (type, rest) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
  yield event('message_start', { message: message(model, [], null, { ...usage, output_tokens: 1 }) });
  yield event('content_block_start', { index: 0, content_block: tools ? toolUse({}) : { type: 'text', text: '' } });
  yield event('ping', {});
  const deltas = tools ? inputPieces.map((partial_json) => ({ type: 'input_json_delta', partial_json })) : words.map((word) => ({ type: 'text_delta', text: word }));
  for (const [index, delta] of deltas.entries()) {
    if (model.includes('breaks-off') && index === 3) {
      yield event('error', { error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: requestId });
      return;
    }
    yield event('content_block_delta', { index: 0, delta });
  }
  yield event('content_block_stop', { index: 0 });
  yield event('message_delta', { delta: { stop_reason: tools ? 'tool_use' : 'end_turn', stop_sequence: null }, usage: { output_tokens: usage.output_tokens } });
  yield event('message_stop', {});
}

const model = (id, display_name) => ({ type: 'model', id, display_name, created_at: '2026-01-15T00:00:00Z' });
const allModels = [model('claude-fake-3', 'Claude Fake 3'), model('claude-fake-2', 'Claude Fake 2'), model('claude-fake-1', 'Claude Fake 1')];

export class FakeAnthropic extends ProviderServer {
  constructor(authority, key) { super(authority); this.key = key; }

  commonHeaders() {
    return { 'request-id': requestId, 'anthropic-organization-id': 'org-fake',
      'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': '49', 'anthropic-ratelimit-requests-reset': '2026-11-21T16:00:01Z',
      'anthropic-ratelimit-tokens-limit': '40000', 'anthropic-ratelimit-tokens-remaining': '39000', 'anthropic-ratelimit-tokens-reset': '2026-11-21T16:00:01Z',
      'strict-transport-security': 'max-age=31536000', server: 'cloudflare', 'cf-ray': '9fake' };
  }

  async answer(note, reply) {
    const headers = this.commonHeaders();
    const sent = note.headers['x-api-key'] ?? note.headers.authorization?.replace(/^Bearer /, ''); // the SDK's way since its version 1
    if (!sent) throw refusal(401, 'authentication_error', 'x-api-key header is required');
    if (sent !== this.key) throw refusal(401, 'authentication_error', 'invalid x-api-key');
    if (note.path === '/v1/chat/completions') return this.#inOpenAisManner(note, reply, headers);
    if (!note.headers['anthropic-version']) throw invalid('anthropic-version: header is required');

    const endpoint = `${note.method} ${note.path}`;
    if (endpoint === 'GET /v1/models') {
      const limit = Number(note.query.get('limit') ?? 20);
      const first = allModels.findIndex(({ id }) => id === note.query.get('after_id')) + 1;
      const data = allModels.slice(first, first + limit);
      return reply.json({ data, has_more: first + limit < allModels.length, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }, headers);
    }
    const known = ['POST /v1/messages', 'POST /v1/messages/count_tokens'];
    if (!known.includes(endpoint)) throw refusal(404, 'not_found_error', 'Not Found');
    let asked;
    try { asked = JSON.parse(note.body); } catch { throw invalid('The request body is not valid JSON'); }
    if (typeof asked.model !== 'string') throw invalid('model: Field required');
    if (!Array.isArray(asked.messages)) throw invalid('messages: Field required');
    if (endpoint.endsWith('/count_tokens')) return reply.json({ input_tokens: 14 }, headers);
    if (typeof asked.max_tokens !== 'number') throw invalid('max_tokens: Field required');
    if (asked.model.includes('no-such')) throw refusal(404, 'not_found_error', `model: ${asked.model}`);
    if (asked.model.includes('overloaded')) throw refusal(529, 'overloaded_error', 'Overloaded', { 'x-should-retry': 'false' });
    if (asked.model.includes('busy-once') && this.count('busy') === 1) {
      throw refusal(429, 'rate_limit_error', 'This request would exceed your organization\'s rate limit of 50 requests per minute.',
        { 'retry-after': '1', 'anthropic-ratelimit-requests-remaining': '0', 'x-should-retry': 'true' });
    }
    return asked.stream ? reply.stream(events(asked), paceOf(asked.model), undefined, headers) : reply.json(whole(asked), headers);
  }

  /// Anthropic's endpoint for OpenAI's SDK.
  #inOpenAisManner(note, reply, headers) {
    if (!note.headers.authorization) throw refusal(401, 'authentication_error', 'Bearer token is required');
    const asked = JSON.parse(note.body);
    return asked.stream ? reply.stream(chatChunks(asked), paceOf(asked.model), undefined, headers) : reply.json(chatCompletion(asked), headers);
  }
}
