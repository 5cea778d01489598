// SPDX-License-Identifier: Apache-2.0
// Serves the empty page of one origin.
import { createServer } from 'node:http';
import { once } from 'node:events';

const page = '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><h1>An app</h1>';

export class PageServer {
  #server = createServer((request, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.end(page);
  });

  async start() {
    this.#server.listen(0, 'localhost');
    await once(this.#server, 'listening');
    return this;
  }
  get port() { return this.#server.address().port; }
  get origin() { return `http://localhost:${this.port}`; }
  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
