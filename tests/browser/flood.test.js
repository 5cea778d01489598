// SPDX-License-Identifier: Apache-2.0
// Floods of pairing requests: 1 000 from 100 origins at one time. One question stands before the person, the relay's memory
// is bounded, and an app that is allowed goes on as before.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { FakeProvider } from './support/fake_provider.js';
import { RelayProcess } from './support/relay_process.js';

const origin = 'https://allowed.example';
const origins = 100;
const requestsOfEach = 10;
const bodyBytes = 20_000;
const mostQuestions = 16;
const rounds = 3;
const mostGrowth = 80; // MiB
// A sanitizer keeps freed memory for a while, so what the program holds cannot be told by its size.
const sanitized = readFileSync(process.env.BYOK_BINARY).includes('__asan_init');
const mostGrowthOfRound = 8; // MiB, from the first to the last

let fake;
let relay;

before(async () => {
  fake = await new FakeProvider().start();
  relay = await RelayProcess.start({ origins: [origin], providers: { providers: [{ id: 'openai', base_url: fake.base }] } });
  await relay.command(['keys', 'set', 'openai'], 'sk-proj-planted0123456789abcdefghijklmnop\n');
  // More connections than usual, so that every request is heard: above 256 the relay closes those that do nothing.
  for (const [limit, value] of [['requests-per-minute', '0'], ['ai-requests-per-minute', '0'], ['connections', '2000']])
    console.log((await relay.command(['settings', 'set', `limits.${limit}`, value])).trim());
}, { timeout: 60_000 });

after(async () => {
  const code = await relay?.stop();
  await fake?.stop();
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
});

/// What the relay holds in memory, and the most that it ever held, in MiB.
async function memory() {
  const status = await readFile(`/proc/${relay.pid}/status`, 'utf8');
  const mebibytes = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))[1]) / 1024;
  return { now: mebibytes('VmRSS'), most: mebibytes('VmHWM') };
}

/// One page that asks, on a socket of its own. `outcome`: its status, or how the connection ended.
class Asking {
  outcome = 'held';
  retryAfter;
  #socket;
  constructor(from) {
    const body = JSON.stringify({ app_id: 'flood', app_name: 'x'.repeat(500), reason: 'y'.repeat(bodyBytes) });
    this.#socket = connect(relay.port, '127.0.0.1');
    this.settled = new Promise((resolve) => {
      let reply = '';
      this.#socket.setEncoding('latin1').on('data', (piece) => {
        reply += piece;
        if (!reply.includes('\r\n\r\n') || this.outcome !== 'held') return;
        this.outcome = Number(reply.slice(9, 12));
        this.retryAfter = reply.match(/^retry-after: (\d+)/im)?.[1];
        resolve();
      });
      this.#socket.on('error', () => {});
      this.#socket.on('close', () => {
        if (this.outcome === 'held') this.outcome = 'closed';
        resolve();
      });
    });
    this.#socket.write(`POST /users HTTP/1.1\r\nHost: 127.0.0.1:${relay.port}\r\nOrigin: ${from}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  }
  leave() { this.#socket.destroy(); }
}

test(`${origins * requestsOfEach} requests of ${origins} origins ask one question at a time, and an allowed app is served meanwhile`, async (t) => {
  const registered = await fetch(`${relay.base}/users`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: '{"app_id":"allowed"}' });
  const headers = { origin, 'content-type': 'application/json', 'x-relay-token': (await registered.json()).token };
  const chat = (model, stream) => fetch(`${relay.base}/relay/openai/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify({ model, stream, messages: [] }) });

  /// How long the allowed app's requests take, one after the other, while `isOn()`; at least `least` of them.
  async function latencies(least, isOn) {
    const took = [];
    while (took.length < least || isOn()) {
      const begun = performance.now();
      const reply = await chat('gpt-fake', false);
      assert.equal(reply.status, 200, await reply.text());
      took.push(performance.now() - begun);
    }
    took.sort((a, b) => a - b);
    return { count: took.length, median: took[took.length >> 1], most: took.at(-1) };
  }
  const told = ({ count, median, most }) => `${count} requests, median ${median.toFixed(1)} ms, most ${most.toFixed(1)} ms`;

  // More than a pairing request can need is refused before it is read.
  const tooMuch = await fetch(`${relay.base}/users`, { method: 'POST', headers: { origin: 'https://site-0.example', 'content-type': 'application/json' }, body: 'x'.repeat(100_000) });
  assert.equal(tooMuch.status, 413);

  // A stream that runs all the time: one event before, one during each round, the rest after.
  const gate = fake.gate('flood-stream');
  gate.open();
  const stream = (await chat('flood-stream', true)).body.pipeThrough(new TextDecoderStream()).getReader();
  let streamed = (await stream.read()).value;
  const quiet = await latencies(30, () => false);
  const first = await memory();

  /// All the requests of a round at one time; the round is over when each is answered or held. Its requests and what was
  /// seen of the queue meanwhile.
  async function flood(round) {
    const begun = performance.now();
    const all = [];
    const seen = [];
    for (let request = 0; request < requestsOfEach; ++request) {
      for (let site = 0; site < origins; ++site) all.push(new Asking(`https://site-${round}-${site}.example`));
    }
    let isOver = false;
    const watching = (async () => {
      while (!isOver) seen.push(await relay.questions());
    })();
    // Held are at most ten of each of the sixteen that are asked about; every other one is answered.
    await new Promise((resolve) => {
      let settled = 0;
      for (const asking of all) asking.settled.then(() => { if (++settled >= all.length - mostQuestions * requestsOfEach) resolve(); });
    });
    const took = performance.now() - begun;
    isOver = true;
    await watching;
    seen.push(await relay.questions());
    return { all, seen, took };
  }

  const peaks = [];
  for (let round = 0; round < rounds; ++round) {
    let isOn = true;
    const served = latencies(30, () => isOn);
    const { all, seen, took } = await flood(round);
    gate.open();
    streamed += (await stream.read()).value;
    isOn = false;
    const busy = await served;
    const during = await memory();
    peaks.push(during.most);

    const outcomes = new Map();
    for (const { outcome } of all) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const asked = seen.map((questions) => questions.filter(({ state }) => state === 'asking').length);
    t.diagnostic(`round ${round + 1}: ${all.length} requests after ${took.toFixed(0)} ms: ${[...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join(', ')}`);
    t.diagnostic(`questions, looked at ${seen.length} times: at most ${Math.max(...asked)} asked at one time, at most ${Math.max(...seen.map(({ length }) => length))} in the queue`);
    t.diagnostic(`resident memory: ${first.now.toFixed(1)} MiB before all, ${during.now.toFixed(1)} MiB with all that is held, ${during.most.toFixed(1)} MiB at most`);
    t.diagnostic(`the allowed app, during the flood: ${told(busy)}`);

    assert.ok(seen.some(({ length }) => length === mostQuestions), 'the queue was never seen full');
    assert.equal(Math.max(...asked), 1);
    assert.ok(seen.every(({ length }) => length <= mostQuestions));
    assert.deepEqual([...outcomes.keys()].filter((outcome) => !['held', 429].includes(outcome)), []);
    assert.ok(all.every(({ outcome, retryAfter }) => outcome !== 429 || Number(retryAfter) > 0), 'every 429 says when to come back');
    if (!sanitized) assert.ok(during.most - first.now < mostGrowth, `grew by ${during.most - first.now} MiB`);

    // The flood goes, and so do its questions.
    for (const asking of all) asking.leave();
    while ((await relay.questions()).length > 0);
  }
  if (!sanitized) assert.ok(peaks.at(-1) - peaks[0] < mostGrowthOfRound, `each round adds memory: ${peaks}`);
  t.diagnostic(`the allowed app, without a flood: ${told(quiet)}`);

  // The stream that ran through all of it ends whole.
  gate.open(100);
  for (let step = await stream.read(); !step.done; step = await stream.read()) streamed += step.value;
  assert.ok(streamed.endsWith('data: [DONE]\n\n'), streamed);
  assert.equal(streamed.match(/"content":/g).length, 7);

  // Whoever has to wait is told so; the next who asks is asked about.
  const next = new Asking('https://next.example');
  while ((await relay.questions()).length === 0) assert.equal(next.outcome, 'held');
  next.leave();
});
