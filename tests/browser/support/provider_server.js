// SPDX-License-Identifier: Apache-2.0
// What the fakes of real providers have in common: they are reached over TLS and HTTP/2, as the relay reaches a provider, or
// straight from a page, as an SDK would without a relay; and every request is noted as it came.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { constants, createSecureServer } from 'node:http2';

/// Holds a stream back until a page has seen what came.
class Gate {
  #opened = 0;
  #waiting = [];
  open(count = 1) {
    this.#opened += count;
    this.#waiting = this.#waiting.filter(({ at, go }) => at > this.#opened || (go(), false));
  }
  reached(at) {
    return at <= this.#opened ? undefined : new Promise((go) => { this.#waiting.push({ at, go }); });
  }
}

/// A refusal as the provider words it: `status`, `body`, more header fields.
export class Refusal extends Error {
  constructor(status, body, headers = {}) {
    super(`refused with ${status}`);
    Object.assign(this, { status, body, headers });
  }
}

export class ProviderServer {
  /// Each: door ("relay" or "page"), httpVersion, method, url, path, query, headers, fields (name and value, as they came),
  /// body (bytes), produced (events so far), closed (promise of when, ms since the epoch).
  #requests = [];
  #counts = new Map();
  #gate = new Gate();
  #doors;
  #sessions = new Set(); // of HTTP/2

  constructor({ key, cert }) {
    const answer = (door) => (request, reply) => this.#answer(door, request, reply);
    this.#doors = {
      relay: createSecureServer({ key, cert, allowHTTP1: true }, answer('relay')),
      page: createServer(answer('page')),
    };
  }

  async start() {
    await Promise.all(Object.values(this.#doors).map((door) => { door.listen(0, '127.0.0.1'); return once(door, 'listening'); }));
    return this;
  }
  #port(door) { return this.#doors[door].address().port; }
  /// Where the relay finds it.
  get base() { return `https://127.0.0.1:${this.#port('relay')}`; }
  /// Where a page finds it without a relay.
  get pageBase() { return `http://127.0.0.1:${this.#port('page')}`; }
  async stop() {
    this.#doors.page.closeAllConnections();
    for (const session of this.#sessions) session.destroy();
    for (const door of Object.values(this.#doors)) door.close();
  }

  /// The requests since the last time; what was begun there is begun anew.
  take() {
    const taken = this.#requests;
    this.#requests = [];
    this.#gate = new Gate();
    this.#counts = new Map();
    return taken;
  }
  /// Those that take() will give.
  peek() { return this.#requests; }
  /// How often something happened since take(), with now.
  count(what) {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    return this.#counts.get(what);
  }
  /// One more event of a stream that is held back.
  letOn() { this.#gate.open(); }

  async #answer(door, request, reply) {
    const session = request.stream?.session;
    if (session && !this.#sessions.has(session)) {
      this.#sessions.add(session);
      session.once('close', () => this.#sessions.delete(session));
    }
    if (door === 'page') { // as providers do for pages that call them
      reply.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
      reply.setHeader('access-control-expose-headers', '*');
      if (request.method === 'OPTIONS') {
        reply.writeHead(204, { 'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '', 'access-control-allow-methods': 'GET, POST, PUT, DELETE' });
        reply.end();
        return;
      }
    }
    const pieces = [];
    const closed = new Promise((resolve) => { reply.on('close', () => resolve(Date.now())); });
    for await (const piece of request) pieces.push(piece);
    const [path, query = ''] = request.url.split('?');
    const fields = [];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      if (!request.rawHeaders[at].startsWith(':')) fields.push([request.rawHeaders[at].toLowerCase(), request.rawHeaders[at + 1]]);
    }
    const note = { door, httpVersion: request.httpVersion, method: request.method, url: request.url, path, query: new URLSearchParams(query),
      headers: request.headers, fields, body: Buffer.concat(pieces), produced: 0, closed };
    this.#requests.push(note);
    try {
      await this.answer(note, new Answer(reply, note, this.#gate));
    } catch (fault) {
      if (!(fault instanceof Refusal)) { // no fault of the caller's: the test is to see it
        console.error(fault);
        reply.writeHead(500, { 'content-type': 'text/plain' });
        reply.end(`the fake provider failed: ${fault.stack}`);
        return;
      }
      reply.writeHead(fault.status, { 'content-type': 'application/json', ...this.commonHeaders(note), ...fault.headers });
      reply.end(JSON.stringify(fault.body));
    }
  }

  /// For subclasses: how the provider answers. Throws Refusal.
  async answer() { throw new Error('a provider has to answer'); }
  /// For subclasses: what every reply of the provider has.
  commonHeaders() { return {}; }
}

/// How many events may be under way that the page has not seen: SDKs pass over some, such as pings.
const ahead = 2;

/// What a provider does with a reply.
class Answer {
  #reply;
  #note;
  #gate;
  constructor(reply, note, gate) { this.#reply = reply; this.#note = note; this.#gate = gate; }

  json(value, headers = {}) { this.bytes(JSON.stringify(value), 'application/json', headers); }
  bytes(content, type, headers = {}) {
    this.#reply.writeHead(200, { 'content-type': type, 'content-length': String(Buffer.byteLength(content)), ...headers });
    this.#reply.end(content);
  }
  nothing(headers) {
    this.#reply.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': '0', ...headers });
    this.#reply.end();
  }
  #breakOff() {
    if (this.#reply.stream) this.#reply.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    else this.#reply.destroy();
  }
  /// `pace`: "at once"; "one by one", each after the one before was seen; "two and no more"; "two, then broken off".
  async stream(events, pace, type = 'text/event-stream; charset=utf-8', headers = {}) {
    this.#reply.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...headers });
    for (const event of events) {
      if (pace === 'one by one') await this.#gate.reached(this.#note.produced - ahead);
      if (pace.startsWith('two') && this.#note.produced === 2) {
        if (pace === 'two, then broken off') this.#breakOff();
        return;
      }
      if (this.#reply.destroyed || this.#reply.closed) return;
      this.#reply.write(event);
      this.#note.produced += 1;
    }
    this.#reply.end();
  }
}

/// How a stream is paced, by the model that was asked for: a test says so by its name.
export const paceOf = (model) => Object.entries({ gated: 'one by one', endless: 'two and no more', dies: 'two, then broken off' })
  .find(([part]) => model.includes(part))?.[1] ?? 'at once';

/// The parts of a multipart/form-data body: name → { filename, type, content }, a list where there are several.
export async function formOf(note) {
  const type = note.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data; boundary=')) throw new Error(`no form, but ${type}`);
  const form = await new Response(note.body, { headers: { 'content-type': type } }).formData();
  const parts = {};
  for (const [name, value] of form) {
    parts[name] = typeof value === 'string' ? value : { filename: value.name, type: value.type, content: Buffer.from(await value.arrayBuffer()) };
  }
  return parts;
}
