// SPDX-License-Identifier: Apache-2.0
// A provider that speaks WebSocket, by Node's `ws`: repeats what it hears and remembers how it was asked.
import { once } from 'node:events';
import { createServer } from 'node:http';

import { WebSocketServer } from 'ws';

export class FakeRealtime {
  /// Each upgrade's request, as it came: url, headers, rawHeaders.
  requests = [];
  /// The sockets that are or were open, in their order.
  sockets = [];
  /// What is done with a new socket before it repeats; (socket, request).
  greet = () => {};
  #http = createServer((request, reply) => { reply.statusCode = 404; reply.end(); });
  #server = new WebSocketServer({
    server: this.#http, perMessageDeflate: true,
    handleProtocols: (offered) => (offered.has('realtime') ? 'realtime' : [...offered][0] ?? false),
  });

  async start() {
    this.#server.on('connection', (socket, request) => {
      this.requests.push(request);
      this.sockets.push(socket);
      socket.on('message', (data, isBinary) => {
        const text = isBinary ? '' : String(data);
        if (text.startsWith('close ')) socket.close(Number(text.slice(6)), 'because');
        else socket.send(data, { binary: isBinary });
      });
      this.greet(socket, request);
    });
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    return this;
  }
  get base() { return `http://127.0.0.1:${this.#http.address().port}`; }
  get last() { return this.requests.at(-1); }
  get socket() { return this.sockets.at(-1); }
  async stop() {
    for (const socket of this.sockets) socket.terminate();
    this.#server.close();
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }
}
