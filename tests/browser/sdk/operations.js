// SPDX-License-Identifier: Apache-2.0
// What each operation of an SDK gives to the app and asks of the provider. The operations themselves are in <sdk>_page.js.
import { createHash } from 'node:crypto';

import * as anthropic from '../support/fake_anthropic.js';
import * as google from '../support/fake_google.js';
import * as openai from '../support/fake_openai.js';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
/// The bytes of someFile() in page.js.
const someFile = (size) => Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff));
const googleHash = (size) => Buffer.from(sha256(someFile(size))).toString('base64');
const twice = (endpoint) => [endpoint, endpoint];

const chat = ['POST /v1/chat/completions'];
const responses = ['POST /v1/responses'];
/// The relay's sentence about it.
const brokenOff = /broke the connection in the middle of its answer/;
const city = { city: 'Paris' };

/// SDK → operation → `gives`: its result, whole; `asks`: the requests that arrive, in order; `abandons`: it leaves mid-stream;
/// `alone`: not done without a relay, since that would be another thing, or long; `more`: options of the SDK.
export const operations = {
  openai: {
    'chat.completions.create': { asks: chat, gives: { said: openai.text, requestId: 'req_fake', tokens: 16, left: '499', version: '2020-10-01', cookie: null } },
    'chat.completions.create, stream': { asks: chat, gives: { pieces: openai.words, tokens: 16 } },
    'tool calls': { asks: chat, gives: { reason: 'tool_calls', called: 'get_weather', arguments: city } },
    'tool calls, stream': { asks: chat, gives: { pieces: ['', '{"ci', 'ty":"Pa', 'ris"}'], id: 'call_fake01', arguments: city } },
    'responses.create': { asks: responses, gives: { said: openai.text, status: 'completed', tokens: 16 } },
    'responses.stream': { asks: responses, gives: { said: openai.text, kinds: ['response.created', 'response.in_progress', 'response.output_item.added', 'response.content_part.added',
      ...openai.words.map(() => 'response.output_text.delta'), 'response.output_text.done', 'response.content_part.done', 'response.output_item.done', 'response.completed'] } },
    'embeddings.create': { asks: ['POST /v1/embeddings'], gives: [openai.vector, openai.vector] },
    'images.generate': { asks: ['POST /v1/images/generations'], gives: openai.picture.toString('base64') },
    'images.edit': { asks: ['POST /v1/images/edits'], gives: openai.picture.toString('base64') },
    'audio.transcriptions.create': { asks: ['POST /v1/audio/transcriptions'], gives: openai.text },
    'audio.speech.create': { asks: ['POST /v1/audio/speech'], gives: { type: 'audio/mpeg', sound: sha256(openai.sound) } },
    'models.list': { asks: ['GET /v1/models'], gives: ['gpt-fake', 'text-embedding-fake'] },
    'abort mid-stream': { asks: chat, gives: 2, abandons: true },
    'broken off mid-stream': { asks: chat, gives: { thrown: { kind: 'APIError', message: brokenOff, code: 'upstream_broken' } }, alone: true },
    'try again after 429': { asks: twice(chat[0]), gives: { said: openai.text, waited: true }, alone: true },
    "the provider's error": { asks: chat, gives: { thrown: { kind: 'RateLimitError', status: 429, code: 'insufficient_quota', type: 'insufficient_quota', requestId: 'req_fake', shouldRetry: 'false',
      message: '429 You exceeded your current quota, please check your plan and billing details.' } } },
    'model not found': { asks: chat, gives: { thrown: { kind: 'NotFoundError', status: 404, code: 'model_not_found', type: 'invalid_request_error', requestId: 'req_fake',
      message: '404 The model `gpt-no-such` does not exist or you do not have access to it.' } } },
  },
  anthropic: {
    'messages.create': { asks: ['POST /v1/messages'], gives: { said: anthropic.text, stop: 'end_turn', requestId: 'req_011CFake', tokens: 9, left: '49' } },
    'messages.create, stream': { asks: ['POST /v1/messages'], gives: anthropic.words },
    'messages.stream': { asks: ['POST /v1/messages'], gives: { heard: anthropic.words, said: anthropic.text, stop: 'end_turn', tokens: 9,
      kinds: ['message_start', 'content_block_start', ...anthropic.words.map(() => 'content_block_delta'), 'content_block_stop', 'message_delta', 'message_stop'] } },
    'tool use': { asks: ['POST /v1/messages'], gives: { stop: 'tool_use', name: 'get_weather', input: city } },
    'tool use, stream': { asks: ['POST /v1/messages'], gives: { pieces: ['{"ci', 'ty": "Pa', 'ris"}'], input: city } },
    'beta headers': { asks: ['POST /v1/messages'], gives: anthropic.text, fields: { 'anthropic-beta': 'context-1m-2025-08-07,files-api-2025-04-14' } },
    'messages.countTokens': { asks: ['POST /v1/messages/count_tokens'], gives: 14 },
    'models.list, over pages': { asks: ['GET /v1/models?limit=2', 'GET /v1/models?limit=2&after_id=claude-fake-2'], gives: ['claude-fake-3', 'claude-fake-2', 'claude-fake-1'] },
    'abort mid-stream': { asks: ['POST /v1/messages'], gives: 2, abandons: true },
    'error mid-stream': { asks: ['POST /v1/messages'], gives: { thrown: { kind: 'APIError' } } },
    'broken off mid-stream': { asks: ['POST /v1/messages'], gives: { thrown: { kind: 'APIError', message: brokenOff, code: 'upstream_broken' } }, alone: true },
    'try again after 429': { asks: twice('POST /v1/messages'), gives: { said: anthropic.text, waited: true }, alone: true },
    "the provider's error": { asks: ['POST /v1/messages'], gives: { thrown: { kind: 'InternalServerError', status: 529, type: 'overloaded_error', requestId: 'req_011CFake', shouldRetry: 'false' } } },
  },
  google: {
    'models.generateContent': { asks: ['POST /v1/models/gemini-fake-flash:generateContent'], gives: { said: google.text, tokens: 11, why: 'STOP' } },
    'models.generateContentStream': { asks: ['POST /v1/models/gemini-fake-gated:streamGenerateContent?alt=sse'], gives: google.words },
    'function calls': { asks: ['POST /v1/models/gemini-fake-flash:generateContent'], gives: [{ name: 'get_weather', args: city }] },
    'models.countTokens': { asks: ['POST /v1/models/gemini-fake-flash:countTokens'], gives: 4 },
    'models.embedContent': { asks: ['POST /v1/models/gemini-fake-embedding:batchEmbedContents'], gives: [[0.25, -0.5, 1.5], [0.25, -0.5, 1.5]] },
    'files.upload': { asks: ['POST /upload/v1/files', 'POST /upload/v1/files?upload_id=ABPnzm_Fake-1&upload_protocol=resumable', 'GET /v1/files/fake-upload'],
      gives: { name: 'files/fake-upload', mimeType: 'text/plain', sizeBytes: '5000', sha256Hash: googleHash(5000), state: 'ACTIVE', displayName: 'Notes' } },
    'files.upload, in pieces': { asks: ['POST /upload/v1/files', ...twice('POST /upload/v1/files?upload_id=ABPnzm_Fake-1&upload_protocol=resumable')],
      gives: { sizeBytes: String(8 * 1024 * 1024 + 1000), sha256Hash: googleHash(8 * 1024 * 1024 + 1000) } },
    'files.upload, v1beta': { more: { httpOptions: { apiVersion: 'v1beta' } },
      asks: ['POST /upload/v1beta/files', 'POST /upload/v1beta/files?upload_id=ABPnzm_Fake-1&upload_protocol=resumable', 'GET /v1beta/files/fake-upload'],
      gives: { name: 'files/fake-upload', mimeType: 'text/plain', sizeBytes: '5000', sha256Hash: googleHash(5000), state: 'ACTIVE', displayName: 'Notes' } },
    'models.list, over pages': { asks: ['GET /v1/models?pageSize=2', 'GET /v1/models?pageSize=2&pageToken=2'],
      gives: ['models/gemini-fake-pro', 'models/gemini-fake-flash', 'models/gemini-fake-embedding'] },
    'abort mid-stream': { asks: ['POST /v1/models/gemini-fake-endless:streamGenerateContent?alt=sse'], gives: 2, abandons: true },
    'broken off mid-stream': { asks: ['POST /v1/models/gemini-fake-dies:streamGenerateContent?alt=sse'], gives: { thrown: { kind: 'ApiError', status: 502, message: brokenOff } }, alone: true },
    "the provider's error": { asks: ['POST /v1/models/gemini-no-quota:generateContent'], gives: { thrown: { kind: 'ApiError', status: 429 } } },
    'model not found': { asks: ['POST /v1/models/gemini-no-such:generateContent'], gives: { thrown: { kind: 'ApiError', status: 404 } } },
  },
};
