// SPDX-License-Identifier: Apache-2.0
// A web app's site at app.localhost: one page for each SDK, bundled as an app's own bundler would, not a byte of an SDK changed.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { build } from 'esbuild';

async function bundled(sdk) {
  const result = await build({ entryPoints: [join(import.meta.dirname, `${sdk}_page.js`)], bundle: true, write: false, format: 'iife',
    platform: 'browser', conditions: ['browser'], target: 'es2022', logLevel: 'error' });
  return result.outputFiles[0].text;
}

export class Site {
  #scripts = new Map();
  #server = createServer((request, reply) => {
    const script = this.#scripts.get(request.url);
    reply.setHeader('content-type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    reply.end(script ?? `<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><script src="${request.url}.js"></script>`);
  });

  /// Serves a page at /<sdk> for each of `sdks`.
  static async start(sdks) {
    const site = new Site();
    for (const [index, script] of (await Promise.all(sdks.map(bundled))).entries()) site.#scripts.set(`/${sdks[index]}.js`, script);
    site.#server.listen(0, '127.0.0.1');
    await once(site.#server, 'listening');
    return site;
  }
  /// Browsers take any name below localhost for this computer.
  get origin() { return `http://app.localhost:${this.#server.address().port}`; }
  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
