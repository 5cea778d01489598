// SPDX-License-Identifier: Apache-2.0
// LM Studio's server (https://lmstudio.ai/docs/app/api): OpenAI's API and one of its own, errors as one sentence, 200 for what it does not
// know, and no CORS unless it is switched on.
import { LocalServer, chatStream, json } from './local_server.js';

export class FakeLmStudio extends LocalServer {
  /// Its names have slashes, and some look like another provider's.
  models = ['qwen/qwen3-4b-2507', 'openai/gpt-oss-20b', 'text-embedding-nomic-embed-text-v1.5'];
  streamed = Object.fromEntries(this.models.map((model) => [model, chatStream(model, { system_fingerprint: model })]));
  /// What each downloaded model is, in the words of its own API.
  details = this.models.map((id) => ({ id, object: 'model', type: id.startsWith('text-embedding') ? 'embeddings' : 'llm', publisher: 'lmstudio-community', arch: 'qwen3',
    compatibility_type: 'gguf', quantization: 'Q4_K_M', state: 'not-loaded', max_context_length: 32768 }));

  answer({ method, url }, body) {
    const express = { 'x-powered-by': 'Express' };
    if (method === 'GET' && url === '/v1/models') return json(200, { data: this.models.map((id) => ({ id, object: 'model', owned_by: 'organization_owner' })), object: 'list' }, express);
    if (method === 'GET' && url === '/api/v0/models') return json(200, { object: 'list', data: this.details }, express);
    if (method === 'POST' && ['/v1/chat/completions', '/v1/embeddings'].includes(url)) {
      const { model } = JSON.parse(body);
      if (!this.models.includes(model)) return json(404, { error: `Model "${model}" not found. Please download it first, or load another one.` }, express);
      if (url.endsWith('embeddings')) return json(200, { object: 'list', data: [{ object: 'embedding', embedding: [0.25, -0.5], index: 0 }], model, usage: { prompt_tokens: 0, total_tokens: 0 } }, express);
      return { status: 200, headers: { ...express, 'content-type': 'text/event-stream' }, text: this.streamed[model] };
    }
    return json(200, { error: `Unexpected endpoint or method. (${method} ${url})` }, express);
  }
}
