// SPDX-License-Identifier: Apache-2.0
// Ollama as it comes (https://docs.ollama.com/api, /openai): it refuses every web page that OLLAMA_ORIGINS does not name.
import { LocalServer, chatStream, json } from './local_server.js';

export class FakeOllama extends LocalServer {
  model = 'llama3.2:3b';
  streamed = chatStream(this.model, { system_fingerprint: 'fp_ollama' });

  answer({ method, url, headers }, body) {
    if ('origin' in headers) return { status: 403, headers: { 'content-type': 'text/plain' }, text: '' };
    if (url === '/v1/models') return json(200, { object: 'list', data: [{ id: this.model, object: 'model', created: 1, owned_by: 'library' }] });
    if (method === 'POST' && url === '/v1/chat/completions' && JSON.parse(body).model === this.model) return { status: 200, headers: { 'content-type': 'text/event-stream' }, text: this.streamed };
    return json(404, { error: { message: 'model not found', type: 'api_error', param: null, code: null } });
  }
}
