// SPDX-License-Identifier: Apache-2.0
// A model server of this computer, as tests play one: a port of its own, and what was asked of it.
import { once } from 'node:events';
import { createServer } from 'node:http';

export class LocalServer {
  /// The requests that it answered or refused, as "status method path".
  seen = [];
  #server = createServer(async (request, reply) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const { status, headers = {}, text } = this.answer(request, body);
    this.seen.push(`${status} ${request.method} ${request.url}`);
    reply.writeHead(status, headers).end(text);
  });

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }
  get base() { return `http://127.0.0.1:${this.#server.address().port}`; }
  /// What was asked since the last time.
  take() { return this.seen.splice(0); }
  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export const json = (status, value, headers = {}) => ({ status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, text: JSON.stringify(value) });

/// The pieces of a chat's answer, as OpenAI's form has them; `more`: fields of this server's own.
export function chatStream(model, more) {
  const chunk = (delta, reason = null) => `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, ...more,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] })}\n\n`;
  return `${chunk({ role: 'assistant', content: 'Hello' })}${chunk({ content: ' there' })}${chunk({}, 'stop')}data: [DONE]\n\n`;
}
