// SPDX-License-Identifier: Apache-2.0
// llama.cpp's server (https://github.com/ggml-org/llama.cpp/tree/master/tools/server): one model, 503 for everything while that is being
// loaded, and CORS for whoever asks.
import { LocalServer, chatStream, json } from './local_server.js';

const error = (code, type, message) => json(code, { error: { code, message, type } });

export class FakeLlamaCpp extends LocalServer {
  model = 'ggml-org_gemma-3-4b-it-GGUF_gemma-3-4b-it-Q4_K_M.gguf';
  streamed = chatStream(this.model, { system_fingerprint: 'b6325-ad5c975c' });
  isLoading = true;

  answer(request, body) {
    const answer = this.#answer(request, body);
    const { origin } = request.headers;
    return origin === undefined ? answer : { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': origin } };
  }
  #answer({ method, url }, body) {
    if (this.isLoading) return error(503, 'unavailable_error', 'Loading model');
    if (method === 'GET' && url === '/health') return json(200, { status: 'ok' });
    if (method === 'GET' && url === '/v1/models') return json(200, this.#models());
    if (method === 'POST' && url === '/v1/chat/completions') {
      const { messages } = JSON.parse(body);
      if (!Array.isArray(messages)) return error(400, 'invalid_request_error', "'messages' is required");
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, text: this.streamed };
    }
    return error(404, 'not_found_error', 'File Not Found');
  }
  /// In Ollama's form and in OpenAI's at once.
  #models() {
    const details = { parent_model: '', format: 'gguf', family: '', families: [''], parameter_size: '', quantization_level: '' };
    return {
      models: [{ name: this.model, model: this.model, modified_at: '', size: '', digest: '', type: 'model', description: '', tags: [''], capabilities: ['completion'], parameters: '', details }],
      object: 'list',
      data: [{ id: this.model, aliases: [], tags: [], object: 'model', created: 1756500000, owned_by: 'llamacpp',
        meta: { vocab_type: 1, n_vocab: 262144, n_ctx_train: 131072, n_embd: 2560, n_params: 3880099328, size: 2484484096 } }],
    };
  }
}
