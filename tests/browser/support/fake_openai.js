// SPDX-License-Identifier: Apache-2.0
// OpenAI's API as its public reference describes it, as far as the official SDK is tried: what it asks for, what it refuses,
// and its replies down to their fields. The model's name says what happens: "endless", "gated", "dies", "busy-once", "no-quota".
import { ProviderServer, Refusal, formOf, paceOf } from './provider_server.js';

export const words = ['Hello', ', ', 'how ', 'are ', 'you', '?'];
export const text = words.join('');
/// A picture of one point, a second of nothing: any bytes would do, these go through no text.
export const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
export const sound = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7 + 3) % 256));
export const vector = [0.25, -0.5, 1.5];
const created = 1760000000;
const toolArguments = ['{"ci', 'ty":"Pa', 'ris"}'];

const refusal = (status, message, type, code, param = null, headers = {}) => new Refusal(status, { error: { message, type, param, code } }, headers);
const invalid = (message, param = null) => refusal(400, message, 'invalid_request_error', null, param);

const chatUsage = { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 } };
const toolCall = { id: 'call_fake01', type: 'function', function: { name: 'get_weather', arguments: toolArguments.join('') } };

/// A chat as OpenAI answers it, and as every endpoint in its manner does.
export function chatCompletion({ model, tools }) {
  const message = { role: 'assistant', content: tools ? null : text, refusal: null, annotations: [], ...(tools && { tool_calls: [toolCall] }) };
  return { id: 'chatcmpl-fake', object: 'chat.completion', created, model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: tools ? 'tool_calls' : 'stop' }],
    usage: chatUsage, service_tier: 'default', system_fingerprint: 'fp_fake' };
}

export function* chatChunks({ model, tools, stream_options: options }) {
  const withUsage = options?.include_usage;
  const chunk = (choices, usage = null) => `data: ${JSON.stringify({ id: 'chatcmpl-fake', object: 'chat.completion.chunk', created, model,
    service_tier: 'default', system_fingerprint: 'fp_fake', choices, ...(withUsage && { usage }), obfuscation: 'aB3' })}\n\n`;
  const step = (delta, finish_reason = null) => chunk([{ index: 0, delta, logprobs: null, finish_reason }]);
  if (tools) {
    const first = { ...toolCall, index: 0, function: { ...toolCall.function, arguments: '' } };
    yield step({ role: 'assistant', content: null, tool_calls: [first], refusal: null });
    for (const piece of toolArguments) yield step({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
    yield step({}, 'tool_calls');
  } else {
    yield step({ role: 'assistant', content: '', refusal: null });
    for (const content of words) yield step({ content });
    yield step({}, 'stop');
  }
  if (withUsage) yield chunk([], chatUsage);
  yield 'data: [DONE]\n\n';
}

const outputText = (said) => ({ type: 'output_text', annotations: [], logprobs: [], text: said });
const outputMessage = (status, content) => ({ id: 'msg_fake', type: 'message', status, content, role: 'assistant' });
const responseObject = ({ model }, status, output, usage = null) => ({
  id: 'resp_fake', object: 'response', created_at: created, status, background: false, error: null, incomplete_details: null, instructions: null,
  max_output_tokens: null, model, output, parallel_tool_calls: true, previous_response_id: null, reasoning: { effort: null, summary: null },
  service_tier: 'auto', store: true, temperature: 1, text: { format: { type: 'text' } }, tool_choice: 'auto', tools: [], top_p: 1,
  truncation: 'disabled', usage, user: null, metadata: {},
});
const responseUsage = { input_tokens: 9, input_tokens_details: { cached_tokens: 0 }, output_tokens: 7, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 16 };
const wholeResponse = (asked) => responseObject(asked, 'completed', [outputMessage('completed', [outputText(text)])], responseUsage);

function* responseEvents(asked) {
  let sequence_number = 0;
  const event = (type, rest) => `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...rest })}\n\n`;
  const place = { item_id: 'msg_fake', output_index: 0, content_index: 0 };
  yield event('response.created', { response: responseObject(asked, 'in_progress', []) });
  yield event('response.in_progress', { response: responseObject(asked, 'in_progress', []) });
  yield event('response.output_item.added', { output_index: 0, item: outputMessage('in_progress', []) });
  yield event('response.content_part.added', { ...place, part: outputText('') });
  for (const delta of words) yield event('response.output_text.delta', { ...place, delta, logprobs: [], obfuscation: 'xY' });
  yield event('response.output_text.done', { ...place, text, logprobs: [] });
  yield event('response.content_part.done', { ...place, part: outputText(text) });
  yield event('response.output_item.done', { output_index: 0, item: outputMessage('completed', [outputText(text)]) });
  yield event('response.completed', { response: wholeResponse(asked) });
}

function embeddings({ model, input, encoding_format: format }) {
  const floats = Float32Array.from(vector);
  const embedding = format === 'base64' ? Buffer.from(floats.buffer).toString('base64') : vector;
  return { object: 'list', data: [input].flat().map((_, index) => ({ object: 'embedding', index, embedding })), model, usage: { prompt_tokens: 9, total_tokens: 9 } };
}

const pictures = () => ({ created, background: 'opaque', data: [{ b64_json: picture.toString('base64') }], output_format: 'png', quality: 'high', size: '1024x1024',
  usage: { input_tokens: 12, input_tokens_details: { image_tokens: 0, text_tokens: 12 }, output_tokens: 1056, total_tokens: 1068 } });

const models = { object: 'list', data: ['gpt-fake', 'text-embedding-fake'].map((id) => ({ id, object: 'model', created, owned_by: 'system' })) };

export class FakeOpenAi extends ProviderServer {
  constructor(authority, key) { super(authority); this.key = key; }

  commonHeaders() {
    return { 'x-request-id': 'req_fake', 'openai-organization': 'org-fake', 'openai-processing-ms': '42', 'openai-version': '2020-10-01',
      'x-ratelimit-limit-requests': '500', 'x-ratelimit-remaining-requests': '499', 'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-limit-tokens': '30000', 'x-ratelimit-remaining-tokens': '29990', 'x-ratelimit-reset-tokens': '6ms',
      'x-content-type-options': 'nosniff', 'set-cookie': '__cf_bm=fake; path=/; Secure', 'alt-svc': 'h3=":443"; ma=86400',
      'strict-transport-security': 'max-age=31536000', server: 'cloudflare', 'cf-ray': '9fake' };
  }

  async answer(note, reply) {
    const headers = this.commonHeaders();
    const sent = note.headers.authorization?.replace(/^Bearer /, '');
    if (!sent) throw refusal(401, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.", 'invalid_request_error', null);
    if (sent !== this.key) throw refusal(401, 'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.', 'invalid_request_error', 'invalid_api_key');

    const endpoint = `${note.method} ${note.path}`;
    if (endpoint === 'GET /v1/models') return reply.json(models, headers);
    if (endpoint === 'POST /v1/images/edits') {
      const form = await formOf(note);
      if (!form.image && !form['image[]']) throw invalid("Missing required parameter: 'image'.", 'image');
      return reply.json(pictures(), headers);
    }
    if (endpoint === 'POST /v1/audio/transcriptions') {
      const form = await formOf(note);
      if (!form.file?.content.length) throw invalid('Missing required parameter: file', 'file');
      return reply.json({ text, usage: { type: 'tokens', input_tokens: 14, input_token_details: { text_tokens: 0, audio_tokens: 14 }, output_tokens: 7, total_tokens: 21 } }, headers);
    }

    const answers = {
      'POST /v1/chat/completions': (asked) => (asked.stream ? reply.stream(chatChunks(asked), paceOf(asked.model), undefined, headers) : reply.json(chatCompletion(asked), headers)),
      'POST /v1/responses': (asked) => (asked.stream ? reply.stream(responseEvents(asked), paceOf(asked.model), undefined, headers) : reply.json(wholeResponse(asked), headers)),
      'POST /v1/embeddings': (asked) => reply.json(embeddings(asked), headers),
      'POST /v1/images/generations': () => reply.json(pictures(), headers),
      'POST /v1/audio/speech': () => reply.stream([sound.subarray(0, 1000), sound.subarray(1000)], 'at once', 'audio/mpeg', headers),
    };
    if (!answers[endpoint]) throw refusal(404, `Invalid URL (${endpoint})`, 'invalid_request_error', null);
    if (!/^application\/json\b/.test(note.headers['content-type'] ?? '')) throw invalid(`Unsupported content type: '${note.headers['content-type']}'`);
    let asked;
    try { asked = JSON.parse(note.body); } catch { throw invalid('We could not parse the JSON body of your request.'); }
    if (typeof asked.model !== 'string') throw invalid('you must provide a model parameter');
    if (asked.model.includes('no-such')) throw refusal(404, `The model \`${asked.model}\` does not exist or you do not have access to it.`, 'invalid_request_error', 'model_not_found');
    if (asked.model.includes('no-quota')) {
      throw refusal(429, 'You exceeded your current quota, please check your plan and billing details.', 'insufficient_quota', 'insufficient_quota', null, { 'x-should-retry': 'false' });
    }
    if (asked.model.includes('busy-once') && this.count('busy') === 1) {
      throw refusal(429, 'Rate limit reached for requests per min (RPM): Limit 500, Used 500, Requested 1.', 'requests', 'rate_limit_exceeded', null,
        { 'retry-after-ms': '700', 'retry-after': '30', 'x-ratelimit-remaining-requests': '0' }); // who reads the first waits less
    }
    return answers[endpoint](asked);
  }
}
