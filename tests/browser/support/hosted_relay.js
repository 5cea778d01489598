// SPDX-License-Identifier: Apache-2.0
// A hosted byok-relay server (1.5) as its clients see it: the routes that a client of ours uses, its wire format, its CORS.
import { createServer } from 'node:http';
import { once } from 'node:events';

export class HostedRelay {
  /// Each: method, url, headers, body (text).
  requests = [];
  tokens = new Set();
  #keys = new Map();
  #server = createServer((request, reply) => this.#answer(request, reply));

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.base = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }
  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request, reply) {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const send = (status, value) => reply.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': request.headers.origin ?? '*' }).end(JSON.stringify(value));
    if (request.method === 'OPTIONS') {
      reply.writeHead(204, { 'access-control-allow-origin': request.headers.origin, 'access-control-allow-methods': 'GET,POST,DELETE',
        'access-control-allow-headers': 'content-type,x-relay-token,authorization' }).end();
      return;
    }
    this.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const route = `${request.method} ${request.url}`;
    if (route === 'POST /users') {
      const token = `hosted-${this.tokens.size + 1}-0123456789abcdef`;
      this.tokens.add(token);
      send(200, { token, expires_at: null });
      return;
    }
    const token = request.headers['x-relay-token'];
    if (!this.tokens.has(token)) {
      send(401, { error: 'Invalid or expired token' });
    } else if (route === 'GET /keys') {
      send(200, { providers: [...this.#keys.keys()] });
    } else if (route === 'POST /tokens/revoke') {
      this.tokens.delete(token);
      send(200, { ok: true, message: 'Token revoked' });
    } else if (request.method === 'POST' && request.url.startsWith('/keys/')) {
      this.#keys.set(request.url.slice(6), JSON.parse(body).key);
      send(200, { ok: true, provider: request.url.slice(6) });
    } else if (route === 'POST /relay/openai/v1/chat/completions') {
      send(200, { id: 'hosted', choices: [{ message: { role: 'assistant', content: 'from afar' } }] });
    } else {
      send(404, { error: 'Not found' });
    }
  }
}
