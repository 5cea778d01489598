// SPDX-License-Identifier: Apache-2.0
// Google's Gemini API as its public reference describes it, as far as the official SDK is tried, resumable uploads included.
// The model's name says what happens: "endless", "gated", "dies", "no-quota".
import { createHash } from 'node:crypto';

import { chatChunks, chatCompletion } from './fake_openai.js';
import { ProviderServer, Refusal, paceOf } from './provider_server.js';

export const words = ['Greetings', ', ', 'what ', 'can ', 'I ', 'do', '?'];
export const text = words.join('');
/// All pieces of an upload but the last are a multiple of this many bytes.
export const granularity = 8 * 1024 * 1024;

const refusal = (code, status, message, reason) => new Refusal(code, { error: { code, message, status,
  ...(reason && { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata: { service: 'generativelanguage.googleapis.com' } }] }) } });
const invalid = (message) => refusal(400, 'INVALID_ARGUMENT', message);

const usageMetadata = { promptTokenCount: 4, candidatesTokenCount: 7, totalTokenCount: 11, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 4 }] };
const piece = (modelVersion, parts, finishReason) => ({ candidates: [{ content: { parts, role: 'model' }, ...(finishReason && { finishReason }), index: 0 }], usageMetadata, modelVersion, responseId: 'fakeResponse' });
const functionCall = { functionCall: { name: 'get_weather', args: { city: 'Paris' } } };

const whole = (model, { tools }) => piece(model, [tools ? functionCall : { text }], 'STOP');
function* events(model) {
  const event = (value) => `data: ${JSON.stringify(value)}\r\n\r\n`;
  for (const [index, word] of words.entries()) yield event(piece(model, [{ text: word }], index === words.length - 1 ? 'STOP' : undefined));
}

const model = (name) => ({ name: `models/${name}`, version: '001', displayName: name, description: 'A model of a test', inputTokenLimit: 1048576, outputTokenLimit: 65536,
  supportedGenerationMethods: ['generateContent', 'countTokens'], temperature: 1, topP: 0.95, topK: 64, maxTemperature: 2 });
const allModels = ['gemini-fake-pro', 'gemini-fake-flash', 'gemini-fake-embedding'].map(model);

export class FakeGoogle extends ProviderServer {
  #uploads = new Map(); // upload_id → what was begun, and the bytes so far
  #files = new Map();
  constructor(authority, key) { super(authority); this.key = key; }

  commonHeaders() {
    return { server: 'ESF', 'x-xss-protection': '0', 'x-frame-options': 'SAMEORIGIN', 'x-content-type-options': 'nosniff', 'server-timing': 'gfet4t7; dur=123',
      'alt-svc': 'h3=":443"; ma=2592000' };
  }

  async answer(note, reply) {
    const headers = this.commonHeaders();
    const inOpenAisManner = note.path.startsWith('/v1beta/openai/');
    const sent = inOpenAisManner ? note.headers.authorization?.replace(/^Bearer /, '') : note.headers['x-goog-api-key'];
    if (!sent) throw refusal(403, 'PERMISSION_DENIED', 'Method doesn\'t allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.');
    if (sent !== this.key) throw refusal(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'API_KEY_INVALID');

    if (note.path === '/v1beta/openai/chat/completions') {
      const asked = JSON.parse(note.body);
      return asked.stream ? reply.stream(chatChunks(asked), paceOf(asked.model), 'text/event-stream', headers) : reply.json(chatCompletion(asked), headers);
    }
    const [, version] = note.path.match(/^(?:\/upload)?\/(v1|v1beta)\//) ?? [];
    if (!version) throw refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (note.path === `/upload/${version}/files`) return this.#upload(note, reply, headers);
    if (note.method === 'GET' && note.path === `/${version}/models`) {
      const size = Number(note.query.get('pageSize') ?? 50);
      const first = Number(note.query.get('pageToken') ?? 0);
      return reply.json({ models: allModels.slice(first, first + size), ...(first + size < allModels.length && { nextPageToken: String(first + size) }) }, headers);
    }
    const file = note.path.match(/^\/\w+\/(files\/[a-z0-9-]+)$/)?.[1];
    if (note.method === 'GET' && file) {
      if (!this.#files.has(file)) throw refusal(403, 'PERMISSION_DENIED', `You do not have permission to access the File ${file.slice(6)} or it may not exist.`);
      return reply.json(this.#files.get(file), headers);
    }
    const [, name, verb] = note.path.match(/^\/\w+\/models\/([\w.-]+):(\w+)$/) ?? [];
    if (note.method !== 'POST' || !name) throw refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (name.includes('no-such')) throw refusal(404, 'NOT_FOUND', `models/${name} is not found for API version ${version}, or is not supported for ${verb}. Call ListModels to see the list of available models and their supported methods.`);
    if (name.includes('no-quota')) throw refusal(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.');
    let asked;
    try { asked = JSON.parse(note.body); } catch { throw invalid('Invalid JSON payload received. Unexpected token.'); }
    switch (verb) {
      case 'generateContent': return reply.json(whole(name, asked), headers);
      case 'streamGenerateContent':
        if (note.query.get('alt') !== 'sse') throw invalid('this fake streams as events only');
        return reply.stream(events(name), paceOf(name), 'text/event-stream', headers);
      case 'countTokens': return reply.json({ totalTokens: 4, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 4 }] }, headers);
      case 'batchEmbedContents': return reply.json({ embeddings: asked.requests.map(() => ({ values: [0.25, -0.5, 1.5] })) }, headers);
      default: throw refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
    }
  }

  /// Google's resumable uploads: one request begins, the others bring the bytes to the address that the first was given.
  #upload(note, reply, headers) {
    const field = (name) => note.headers[`x-goog-upload-${name}`];
    const id = note.query.get('upload_id');
    if (note.method !== 'POST') throw refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (!id) {
      if (field('protocol') !== 'resumable' || field('command') !== 'start') throw invalid('Missing X-Goog-Upload-Protocol or X-Goog-Upload-Command.');
      const size = Number(field('header-content-length'));
      if (!size || !field('header-content-type')) throw invalid('Missing X-Goog-Upload-Header-Content-Length or -Type.');
      const begun = `ABPnzm_Fake-${this.#uploads.size + 1}`;
      this.#uploads.set(begun, { size, type: field('header-content-type'), about: JSON.parse(note.body).file ?? {}, bytes: Buffer.alloc(0) });
      const address = `${note.door === 'relay' ? this.base : this.pageBase}${note.path}?upload_id=${begun}&upload_protocol=resumable`;
      return reply.nothing({ ...headers, 'x-guploader-uploadid': begun, 'x-goog-upload-status': 'active', 'x-goog-upload-url': address,
        'x-goog-upload-control-url': address, 'x-goog-upload-chunk-granularity': String(granularity) });
    }
    const upload = this.#uploads.get(id);
    if (!upload) throw refusal(404, 'NOT_FOUND', 'Upload not found.');
    const commands = (field('command') ?? '').split(',').map((one) => one.trim());
    if (!commands.includes('upload') || Number(field('offset')) !== upload.bytes.length) throw invalid(`Upload offset ${field('offset')} is not ${upload.bytes.length}.`);
    upload.bytes = Buffer.concat([upload.bytes, note.body]);
    if (!commands.includes('finalize')) {
      if (note.body.length % granularity) throw invalid('Chunk size must be a multiple of the granularity.');
      return reply.nothing({ ...headers, 'x-goog-upload-status': 'active' });
    }
    if (upload.bytes.length !== upload.size) throw invalid(`${upload.bytes.length} bytes came, ${upload.size} were announced.`);
    this.#uploads.delete(id);
    const name = 'files/fake-upload';
    const file = { name, displayName: upload.about.displayName, mimeType: upload.type, sizeBytes: String(upload.size), createTime: '2026-11-21T16:00:00.000000Z',
      updateTime: '2026-11-21T16:00:00.000000Z', expirationTime: '2026-11-23T16:00:00.000000Z',
      sha256Hash: Buffer.from(createHash('sha256').update(upload.bytes).digest('hex')).toString('base64'),
      uri: `https://generativelanguage.googleapis.com/${note.path.split('/')[2]}/${name}`, state: 'ACTIVE', source: 'UPLOADED' };
    this.#files.set(name, file);
    return reply.json({ file }, { ...headers, 'x-goog-upload-status': 'final', 'x-goog-upload-size-received': String(upload.size) });
  }
}
