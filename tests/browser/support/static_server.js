// SPDX-License-Identifier: Apache-2.0
// Serves a folder as any static server does; each name below localhost is another origin.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.ts': 'text/plain' };

export class StaticServer {
  #server;
  /// `more`: what is served besides the folder's files, by path: a text of JavaScript or, beginning with '<', of HTML.
  constructor(folder, more = {}) {
    this.#server = createServer(async (request, reply) => {
      const path = normalize(decodeURIComponent(request.url.split('?')[0]));
      try {
        const text = more[path] ?? await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path));
        const type = types[extname(path)] ?? (more[path] && !more[path].startsWith('<') ? 'text/javascript' : 'text/html');
        reply.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(text);
      } catch {
        reply.writeHead(404, { 'content-type': 'text/plain' }).end('Not here');
      }
    });
  }

  async start() {
    this.#server.listen(0, 'localhost');
    await once(this.#server, 'listening');
    return this;
  }
  get port() { return this.#server.address().port; }
  origin(name) { return `http://${name}.localhost:${this.port}`; }
  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
