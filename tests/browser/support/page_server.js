// SPDX-License-Identifier: Apache-2.0
// Serves the pages of one origin: an empty page, and one with the official SDKs on it.
import { createServer } from 'node:http';
import { once } from 'node:events';

import { build } from 'esbuild';

const page = (script) => `<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">${script}<h1>An app</h1>`;

let bundle;
/// The SDKs as a web app's own bundler would put them into its page, not a byte of them changed.
function sdks() {
  bundle ??= build({
    stdin: {
      contents: `import OpenAI from 'openai'; import Anthropic from '@anthropic-ai/sdk'; Object.assign(window, { OpenAI, Anthropic });`,
      resolveDir: import.meta.dirname,
    },
    bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'error',
  }).then((result) => result.outputFiles[0].text);
  return bundle;
}

export class PageServer {
  #server = createServer(async (request, reply) => {
    const isScript = request.url === '/sdks.js';
    reply.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    if (isScript) reply.end(await sdks());
    else reply.end(page(request.url === '/app' ? '<script src="/sdks.js"></script>' : ''));
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
