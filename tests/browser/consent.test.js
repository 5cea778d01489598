// SPDX-License-Identifier: Apache-2.0
// A page in real Chromium asks; the person answers in the real window, on a desktop of its own, by keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';

import { launch } from './support/chromium.js';
import { Desktop } from './support/desktop.js';
import { FakeProvider } from './support/fake_provider.js';
import { PageServer } from './support/page_server.js';
import { RelayProcess } from './support/relay_process.js';

const key = 'sk-proj-planted0123456789abcdefghijklmnop';
const mainWindow = '^Byok Relay$';
const welcome = 'Welcome to Byok Relay';
const question = 'may it use your keys';
const again = 300; // ms between two presses of somebody who presses on

let desktop;
let fake;
let relay;
let browser;
const sites = [];

/// A page of an origin of its own that asks; `answer` resolves to what it is told.
async function ask() {
  const site = await new PageServer().start();
  sites.push(site);
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.origin);
  const answer = page.evaluate(async (base) => {
    const reply = await fetch(`${base}/users`, { method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: 'some-app', app_name: 'Some App', providers: ['openai'], reason: 'to test' }) });
    return { status: reply.status, body: await reply.json() };
  }, relay.base);
  await relay.request(site.origin);
  return { page, answer, origin: site.origin };
}

before(async () => {
  desktop = await Desktop.start();
  fake = await new FakeProvider().start();
  relay = await RelayProcess.start({ desktop, providers: { providers: [{ id: 'openai', base_url: fake.base }] } });
  await relay.command(['keys', 'set', 'openai'], `${key}\n`);
  browser = await launch();
  await desktop.activate(await desktop.window(welcome)); // the first day's, left for later
  await desktop.press('Escape');
  await desktop.gone(welcome);
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  const code = await relay?.stop();
  await Promise.all([...sites, fake].map((one) => one?.stop()));
  await desktop?.stop();
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
});

test('the question takes no focus and no hasty key; allowed, the page streams', { timeout: 60_000 }, async () => {
  const main = await desktop.window(mainWindow);
  await desktop.activate(main);
  const since = Date.now(); // the second is the question's, which may stand for a while before it is found
  const { page, answer, origin } = await ask();
  let status;
  answer.then((reply) => { status = reply.status; });
  const dialog = await desktop.window(question);
  assert.equal(await desktop.active(), main, 'the question has taken the focus');

  await desktop.activate(dialog);
  await desktop.press('alt+a');
  assert.equal((await relay.questions())[0].origin, origin, 'answered before the person could read it');
  while (status === undefined) {
    await later(again);
    if (status === undefined && await desktop.active() === dialog) await desktop.press('alt+a');
  }
  assert.ok(Date.now() - since >= 1000, 'allowed within the second');
  assert.equal(status, 200);
  await desktop.gone(question);

  const gate = fake.gate('after-consent');
  gate.open(20);
  const { body } = await answer;
  const streamed = await page.evaluate(async ({ base, token }) => {
    const reply = await fetch(`${base}/relay/openai/v1/chat/completions`, { method: 'POST',
      headers: { 'content-type': 'application/json', 'x-relay-token': token },
      body: JSON.stringify({ model: 'after-consent', stream: true, messages: [{ role: 'user', content: 'Hello' }] }) });
    return reply.text();
  }, { base: relay.base, token: body.token });
  assert.ok(streamed.endsWith('data: [DONE]\n\n'), streamed);
  assert.equal((await fake.requestOf('after-consent')).headers.authorization, `Bearer ${key}`);
});

test('denied, the page gets nothing', { timeout: 60_000 }, async () => {
  await desktop.activate(await desktop.window(mainWindow));
  const { answer } = await ask();
  await desktop.activate(await desktop.window(question));
  await desktop.press('Return');
  const { status, body } = await answer;
  assert.equal(status, 403);
  assert.equal(body.token, undefined);
  await desktop.gone(question);
});
