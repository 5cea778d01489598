// SPDX-License-Identifier: Apache-2.0
// Pages of two origins in real Chromium against the real relay: the approved one streams, the other learns nothing.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { launch } from './support/chromium.js';
import { FakeProvider } from './support/fake_provider.js';
import { PageServer } from './support/page_server.js';
import { rawReply } from './support/raw_request.js';
import { RelayProcess } from './support/relay_process.js';

const openAiKey = 'sk-proj-planted0123456789abcdefghijklmnop';
const anthropicKey = 'sk-ant-api03-planted0123456789abcdefghijklmnop';
const secrets = [openAiKey, anthropicKey];
const cancelWithin = 100; // ms
const giveUpAfter = 10_000; // ms
const screenshots = process.env.BYOK_SCREENSHOTS;

let fake;
let relay;
let siteA; // its origin is approved
let siteB; // its origin is not
let browser;

/// A page in a browser profile of its own.
async function open(site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => { throw error; });
  await page.goto(site.origin);
  return page;
}

/// A page of the approved app, with its token and the relay's address as `app` on the window.
async function openApp() {
  const page = await open(siteA);
  await page.evaluate(async (base) => {
    const reply = await fetch(`${base}/users`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ app_id: 'browser-test' }),
    });
    if (!reply.ok) throw new Error(`POST /users: ${reply.status} ${await reply.text()}`);
    const { token, expires_at } = await reply.json();
    window.app = { base, token, expires_at };
    window.say = [{ role: 'user', content: 'Hello' }];
  }, relay.base);
  return page;
}

/// Runs in a page: asks for a token as an app does; resolves when the person has answered.
async function askForToken(base) {
  const reply = await fetch(`${base}/users`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: 'some-app', app_name: 'Some App', providers: ['openai'], reason: 'to test' }),
  });
  return { status: reply.status, body: await reply.json(), retryAfter: Number(reply.headers.get('retry-after')) };
}

/// What must never go upstream, and what must.
function assertCarries(request, field, value) {
  const all = request.rawHeaders.join('\n').toLowerCase();
  assert.equal(request.headers[field], value);
  assert.ok(!all.includes('byok_'), 'the token went upstream');
  for (const name of ['origin', 'referer', 'cookie', 'x-relay-token', 'sec-fetch-mode', 'sec-fetch-site', 'accept-language'])
    assert.equal(request.headers[name], undefined, `${name} went upstream`);
  assert.ok(!/mozilla|chrome/i.test(request.headers['user-agent'] ?? ''), 'the browser told who it is');
  assert.ok(!all.includes(siteA.origin), 'the origin went upstream');
}

before(async () => {
  fake = await new FakeProvider().start();
  siteA = await new PageServer().start();
  siteB = await new PageServer().start();
  relay = await RelayProcess.start({
    origins: [siteA.origin],
    providers: { providers: [{ id: 'openai', base_url: fake.base }, { id: 'anthropic', base_url: fake.base }] },
  });
  // One page asks more in these tests than an app does in a minute.
  for (const limit of ['requests-per-minute', 'ai-requests-per-minute', 'registrations-per-hour'])
    console.log((await relay.command(['settings', 'set', `limits.${limit}`, '0'])).trim());
  await relay.command(['keys', 'set', 'openai'], `${openAiKey}\n`);
  await relay.command(['keys', 'set', 'anthropic'], `${anthropicKey}\n`);
  browser = await launch();
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  const code = await relay?.stop();
  await Promise.all([siteA, siteB, fake].map((one) => one?.stop()));
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
  for (const secret of secrets) assert.ok(!relay?.output.includes(secret), 'a key is in the relay\'s output');
});

describe('a page whose origin is approved', () => {
  test('gets a token by POST /users', async () => {
    const page = await openApp();
    const { token, expires_at } = await page.evaluate(() => window.app);
    assert.match(token, /^byok_[0-9a-f]{64}$/);
    assert.ok(expires_at > Date.now() + 80 * 86_400_000, 'good for about 90 days, in milliseconds');
    await page.context().close();
  });

  test('streams by plain fetch: the first event is there before the second has been produced', async () => {
    const page = await openApp();
    const gate = fake.gate('by-fetch');
    const seen = [];
    await page.exposeFunction('arrived', async (text) => {
      seen.push({ text, produced: (await fake.requestOf('by-fetch')).produced });
      gate.open();
    });
    gate.open();
    const whole = await page.evaluate(async () => {
      const reply = await fetch(`${app.base}/relay/openai/v1/chat/completions?trace=a%2Fb`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-relay-token': app.token },
        body: JSON.stringify({ model: 'by-fetch', stream: true, messages: say, seed: 1 }),
      });
      let text = '';
      const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        text += step.value;
        await window.arrived(step.value);
      }
      return { text, status: reply.status, type: reply.headers.get('content-type'), requestId: reply.headers.get('x-request-id'),
        relayId: reply.headers.get('x-relay-request-id'), cookie: reply.headers.get('set-cookie') };
    });
    assert.equal(whole.status, 200);
    assert.match(whole.type, /^text\/event-stream/);
    assert.equal(whole.requestId, 'req_fake', 'the provider\'s headers can be read by the page');
    assert.match(whole.relayId, /^[0-9a-f]{16}$/);
    // Each event was on the page while the provider had produced that one and none more.
    assert.deepEqual(seen.map(({ produced }) => produced), seen.map((_, index) => index + 1));
    assert.equal(seen.length, 9);
    assert.ok(whole.text.endsWith('data: [DONE]\n\n'));

    const request = await fake.requestOf('by-fetch');
    assertCarries(request, 'authorization', `Bearer ${openAiKey}`);
    assert.equal(request.url, '/v1/chat/completions?trace=a%2Fb');
    assert.equal(request.body, '{"model":"by-fetch","stream":true,"messages":[{"role":"user","content":"Hello"}],"seed":1}');
    assert.ok(!secrets.some((secret) => whole.text.includes(secret)));
    await page.context().close();
  });

  test('cannot use another origin\'s token, nor lend its own', async () => {
    const page = await openApp();
    const token = await page.evaluate(() => app.token);
    const stolen = await open(siteB);
    const result = await stolen.evaluate(async ({ base, token }) => {
      try {
        return (await fetch(`${base}/relay/openai/v1/models`, { headers: { 'x-relay-token': token } })).status;
      } catch (error) {
        return error.name;
      }
    }, { base: relay.base, token });
    assert.equal(result, 'TypeError');
    const asProgram = await rawReply(relay.port, ['GET /relay/openai/v1/models HTTP/1.1', `x-relay-token: ${token}`]);
    assert.match(asProgram, /^HTTP\/1\.1 401 /);
    await page.context().close();
    await stolen.context().close();
  });

  for (const [how, leave] of [
    ['is closed', (page) => page.close()],
    ['aborts', (page) => page.evaluate(() => window.stop.abort())],
    ['goes elsewhere', (page) => page.goto('about:blank')],
  ]) {
    test(`cancels the provider's work within ${cancelWithin} ms when it ${how} mid-stream`, async () => {
      // The best of five: the browser's own part varies on a busy machine, the relay's may not.
      const took = [];
      for (let attempt = 0; attempt < 5 && !took.some((ms) => ms <= cancelWithin || ms === Infinity); ++attempt) {
        const page = await openApp();
        const model = `left-${how}-${attempt}`;
        fake.gate(model).open(2);
        await page.evaluate(async (name) => {
          window.stop = new AbortController();
          const reply = await fetch(`${app.base}/relay/openai/v1/chat/completions`, {
            method: 'POST', headers: { 'content-type': 'application/json', 'x-relay-token': app.token }, signal: window.stop.signal,
            body: JSON.stringify({ model: name, stream: true, messages: say }),
          });
          window.reader = reply.body.getReader();
          await window.reader.read();
        }, model);
        const request = await fake.requestOf(model);
        const left = Date.now();
        await leave(page);
        let timer;
        const never = new Promise((resolve) => { timer = setTimeout(resolve, giveUpAfter, Infinity); });
        took.push(await Promise.race([request.closed, never]) - left);
        clearTimeout(timer);
        assert.ok(request.produced < 9, 'the answer was complete');
        await page.context().close();
      }
      assert.ok(took.some((ms) => ms <= cancelWithin), `took ${took.join(', ')} ms`);
    });
  }
});

describe('a page whose origin is not approved', () => {
  const routes = ['/', '/health', '/version', '/openapi.json', '/keys', '/keys/openai', '/stats', '/relay/openai/v1/models', '/relay/nobody/v1',
    '/relay/echo/v1/models', '/no/such/route'];

  test('gets nothing on any route, whatever it sends', async () => {
    const page = await open(siteB);
    const results = await page.evaluate(async ({ base, routes }) => {
      const ways = {
        plain: {}, 'with a token': { headers: { 'x-relay-token': `byok_${'0'.repeat(64)}` } },
        'as JSON': { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
        'as text': { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, delete: { method: 'DELETE' },
        'no-cors': { mode: 'no-cors' }, 'no-cors POST': { mode: 'no-cors', method: 'POST', body: '{}' }, 'with credentials': { credentials: 'include' },
      };
      const found = [];
      for (const route of routes) {
        for (const [way, init] of Object.entries(ways)) {
          try {
            const reply = await fetch(base + route, init);
            found.push(`${route} ${way}: ${reply.type} ${reply.status} ${(await reply.text()).length}`);
          } catch (error) {
            if (error.name !== 'TypeError' || error.message !== 'Failed to fetch') found.push(`${route} ${way}: ${error}`);
          }
        }
      }
      return found;
    }, { base: relay.base, routes });
    assert.deepEqual(results, []);
    await page.context().close();
  });

  test('gets the same bytes everywhere, with nothing of CORS in them', async () => {
    const replies = new Map();
    for (const route of routes) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        const preflight = method === 'OPTIONS' ? ['Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: x-relay-token'] : [];
        const reply = await rawReply(relay.port, [`${method} ${route} HTTP/1.1`, `Origin: ${siteB.origin}`, 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Dest: empty', ...preflight]);
        replies.set(reply, [...(replies.get(reply) ?? []), `${method} ${route}`]);
      }
    }
    assert.equal(replies.size, 1, [...replies].map(([reply, asked]) => `${asked.join(', ')}:\n${reply}`).join('\n'));
    const [reply] = replies.keys();
    assert.match(reply, /^HTTP\/1\.1 403 /);
    assert.doesNotMatch(reply, /access-control|server:|byok-relay|openai/i);
    assert.match(reply, /^vary: .*origin/im);
  });

  test('asks the person, who says no, and is told so', async () => {
    const page = await open(siteB);
    const asked = page.evaluate(askForToken, relay.base);
    const request = await relay.request(siteB.origin);
    assert.deepEqual([request.claim.app_name, request.claim.providers, request.state], ['Some App', ['openai'], 'asking']);
    await relay.command(['requests', 'deny', request.id]);
    const result = await asked;
    assert.equal(result.status, 403);
    assert.equal(result.body.code, 'consent_denied');
    assert.ok(result.body.error.includes(siteB.origin), result.body.error);
    assert.equal(result.body.token, undefined);
    const again = await page.evaluate(askForToken, relay.base);
    assert.equal(again.status, 429);
    assert.ok(again.retryAfter > 0 && again.retryAfter <= 30, `Retry-After: ${again.retryAfter}`);
    await page.context().close();
  });

  test('asks the person once, and is told when nobody answers', async () => {
    const siteD = await new PageServer().start();
    await relay.command(['settings', 'set', 'timeouts.consent-seconds', '1']);
    try {
      const page = await open(siteD);
      const result = await page.evaluate(askForToken, relay.base);
      assert.equal(result.status, 408);
      assert.equal(result.body.code, 'consent_unanswered');
      // Chromium sends a request that got 408 on a used connection once more: no reason to ask again.
      assert.equal(relay.output.split(`${siteD.origin} asks`).length - 1, 1, relay.output);
      await page.context().close();
    } finally {
      await relay.command(['settings', 'set', 'timeouts.consent-seconds', '120']);
      await siteD.stop();
    }
  });

  test('asks the person, who says yes, and streams', async () => {
    const siteC = await new PageServer().start();
    try {
      const page = await open(siteC);
      const asked = page.evaluate(askForToken, relay.base);
      const request = await relay.request(siteC.origin);
      await relay.command(['requests', 'allow', request.id, '--for', 'session']);
      const { status, body } = await asked;
      assert.equal(status, 200);
      const text = await page.evaluate(async ({ base, token }) => {
        const reply = await fetch(`${base}/relay/openai/v1/chat/completions`, {
          method: 'POST', headers: { 'content-type': 'application/json', 'x-relay-token': token },
          body: JSON.stringify({ model: 'after-consent', stream: true, messages: [{ role: 'user', content: 'Hello' }] }),
        });
        return reply.text();
      }, { base: relay.base, token: body.token });
      assert.match(text, /data: /);
      // What was allowed was what was asked for, and no more.
      const other = await page.evaluate(async ({ base, token }) => (await fetch(`${base}/relay/anthropic/v1/messages`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-relay-token': token }, body: '{}',
      })).status, { base: relay.base, token: body.token });
      assert.equal(other, 403);
      await relay.command(['apps', 'revoke', siteC.origin]);
      await page.context().close();
    } finally {
      await siteC.stop();
    }
  });

  test('has no effect by form, beacon, no-cors fetch, image, script, stylesheet or frame', async () => {
    const page = await open(siteB);
    const before = { files: await relay.files(), upstream: fake.requests.length };
    const targets = ['/users', '/keys/openai', '/relay/openai/v1/chat/completions', '/relay/echo/v1/chat/completions', '/tokens/revoke', '/'];
    const outcomes = [];
    page.context().on('requestfinished', async (request) => { if (request.url().startsWith(relay.base)) outcomes.push(request.url()); });
    page.context().on('requestfailed', (request) => { if (request.url().startsWith(relay.base)) outcomes.push(request.url()); });
    const sent = await page.evaluate(async ({ base, targets }) => {
      const body = '{"app_id":"evil","key":"sk-0123456789abcdef","model":"by-form","messages":[{"role":"user","content":"x"}]}';
      const settled = [];
      const element = (name, fields) => Object.assign(document.createElement(name), fields);
      const until = (node, ...events) => settled.push(new Promise((resolve) => { for (const event of events) node.addEventListener(event, resolve); }));
      let count = 0;
      for (const [index, target] of targets.entries()) {
        const url = base + target;
        for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
          const frame = element('iframe', { name: `form-${index}-${enctype}` });
          const form = element('form', { action: url, method: 'POST', enctype, target: frame.name });
          form.append(element('input', { name: body.slice(0, -1) + ',"', value: '":1}' }));
          document.body.append(frame, form);
          until(frame, 'load');
          form.submit();
        }
        navigator.sendBeacon(url, new Blob([body], { type: 'text/plain' }));
        settled.push(fetch(url, { method: 'POST', mode: 'no-cors', body }).catch(() => {}), fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true, body }).catch(() => {}));
        const frame = element('iframe', { src: url });
        const image = element('img', { src: url });
        const script = element('script', { src: url });
        const style = element('link', { rel: 'stylesheet', href: url });
        until(frame, 'load');
        until(image, 'load', 'error');
        until(script, 'load', 'error');
        until(style, 'load', 'error');
        document.body.append(frame, image, script, style);
        count += 3 + 1 + 2 + 4;
      }
      await Promise.all(settled);
      return count;
    }, { base: relay.base, targets });
    for (let step = 0; outcomes.length < sent && step < 200; ++step) await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
    assert.ok(outcomes.length > sent / 2, `only ${outcomes.length} of ${sent} requests were seen`);
    assert.equal(fake.requests.length, before.upstream, 'something went upstream');
    assert.deepEqual(await relay.files(), before.files, 'something changed the profile');
    // Not one frame shows anything of the relay.
    for (const frame of page.frames().slice(1)) assert.doesNotMatch(await frame.content().catch(() => ''), /byok|relay|"error"/i);
    await page.context().close();
  });

  test('a sandboxed frame without an origin is refused even inside of an approved page', async () => {
    const page = await openApp();
    const result = await page.evaluate((app) => new Promise((resolve) => {
      addEventListener('message', ({ data }) => resolve(data), { once: true });
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.srcdoc = `<script>
        const base = ${JSON.stringify(app.base)};
        const ask = (path, init) => fetch(base + path, init).then((reply) => reply.status, (error) => error.name);
        Promise.all([origin, ask('/health'), ask('/.well-known/byok-relay'),
          ask('/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"app_id":"x"}' }),
          ask('/relay/openai/v1/models', { headers: { 'x-relay-token': ${JSON.stringify(app.token)} } })]).then((all) => parent.postMessage(all, '*'));
      </` + 'script>';
      document.body.append(frame);
    }), await page.evaluate(() => app));
    assert.deepEqual(result, ['null', 'TypeError', 'TypeError', 'TypeError', 'TypeError']);
    await page.context().close();
  });
});

describe('a name that was rebound to this computer', () => {
  test('is refused with 421 and nothing of CORS', async () => {
    const rebound = await launch('--host-resolver-rules=MAP rebind.test 127.0.0.1');
    try {
      const page = await rebound.newPage();
      const reply = await page.goto(`http://rebind.test:${relay.port}/health`);
      assert.equal(reply.status(), 421);
      assert.ok(!Object.keys(reply.headers()).some((name) => name.startsWith('access-control-')));
      const statuses = await page.evaluate(() => Promise.all(['/', '/health', '/users', '/.well-known/byok-relay', '/relay/openai/v1/models'].map(
        async (path) => (await fetch(path)).status)));
      assert.deepEqual(statuses, [421, 421, 421, 421, 421]);
    } finally {
      await rebound.close();
    }
  });
});

describe('the relay\'s own page', () => {
  for (const colorScheme of ['light', 'dark']) {
    test(`works, ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1000, height: 900 } });
      const page = await context.newPage();
      const faults = [];
      const hosts = new Set();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) faults.push(message.text()); });
      page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
      await page.goto(`${relay.base}/`);
      await page.waitForSelector('html[data-ready]');
      assert.equal(await page.title(), 'Byok Relay');
      assert.equal(await page.textContent('#state'), 'The relay is running, and this browser reaches it.');
      assert.equal(await page.textContent('#address'), relay.base);
      assert.equal(await page.textContent('#origin'), relay.base);
      const names = await page.$$eval('#names tr', (rows) => rows.map((row) => row.textContent));
      assert.equal(names.length, 3);
      assert.match(names[0], /Works: it is how you opened this page/);
      assert.match(names[1], /Works: a page from another origin called it/);
      assert.equal(await page.getAttribute('#names a', 'href'), `http://[::1]:${relay.port}/`);

      // By keyboard alone.
      await page.focus('#prompt');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('One two three, and a good day to you.');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'send');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.getElementById('timing').textContent !== '');
      assert.match(await page.textContent('#timing'), /^It works: first word after \d+ ms, 9 pieces, one by one\.$/);
      assert.equal(await page.textContent('#answer'), 'One two three, and a good day to you.');

      if (screenshots) {
        await mkdir(screenshots, { recursive: true });
        await page.screenshot({ path: join(screenshots, `page-${colorScheme}.png`), fullPage: true });
      }
      assert.deepEqual(faults, []);
      assert.deepEqual([...hosts].filter((host) => !['127.0.0.1', 'localhost'].includes(host)), [], 'it loads from elsewhere');
      await context.close();
    });
  }

  test('may use echo and nothing else', async () => {
    const page = await browser.newPage();
    await page.goto(`${relay.base}/`);
    const before = fake.requests.length;
    const statuses = await page.evaluate(() => Promise.all([
      ['/relay/openai/v1/models', {}], ['/keys', {}],
      ['/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"app_id":"x"}' }],
    ].map(async ([path, init]) => (await fetch(path, init)).status)));
    assert.deepEqual(statuses, [403, 403, 403]);
    assert.equal(fake.requests.length, before);
    await page.close();
  });

  test('cannot be put into a frame', async () => {
    const page = await open(siteA);
    await page.evaluate((base) => new Promise((resolve) => {
      const frame = Object.assign(document.createElement('iframe'), { src: `${base}/`, onload: resolve });
      document.body.append(frame);
    }), relay.base);
    assert.doesNotMatch(await page.frames()[1].content(), /Byok Relay/);
    await page.context().close();
  });
});
