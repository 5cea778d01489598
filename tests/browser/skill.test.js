// SPDX-License-Identifier: Apache-2.0
// Follows the relay's /skill.md to the letter: its commands in one shell, each printing what it says below it, and its module on a page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { build } from 'esbuild';
import { parse } from 'yaml';

import { launch } from './support/chromium.js';
import { FakeProvider } from './support/fake_provider.js';
import { RelayProcess } from './support/relay_process.js';
import { StaticServer } from './support/static_server.js';

const patience = 60_000; // ms
let fake;
let relay;
let skill;
let folder; // where the commands are run

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'byok-skill-'));
  fake = await new FakeProvider().start();
  relay = await RelayProcess.start({ providers: { providers: [{ id: 'openai', base_url: fake.base }] } });
  await relay.command(['keys', 'set', 'openai'], 'sk-proj-planted0123456789abcdefghijklmnop\n');
  skill = await (await fetch(`${relay.base}/skill.md`)).text();
}, { timeout: patience });

after(async () => {
  const code = await relay?.stop();
  await fake?.stop();
  await rm(folder, { recursive: true, force: true });
  if (relay) assert.equal(code, 0, `the relay ended badly:\n${relay.output}`);
});

/// The fenced blocks of one language; `printed`: the block of text right below, where there is one.
const blocks = (language) => [...skill.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$(?:\n\`\`\`text\n(.*?)^\`\`\`$)?`, 'gms'))].map(([, code, printed]) => ({ code, printed }));

/// Whether `text` is what `pattern` says, in which … stands for anything.
function assertPrinted(text, pattern, code) {
  const form = pattern.trim().split('…').map((part) => part.replaceAll(/[.*+?^$()|[\]{}\\]/g, '\\$&')).join('[^]*');
  assert.match(text.trim(), new RegExp(`^${form}$`), code);
}

describe('the skill', () => {
  test('begins with a name and when to use it', () => {
    const [, front] = /^---\n(.*?)\n---\n/s.exec(skill);
    const { name, description } = parse(front);
    assert.equal(name, 'byok-relay');
    assert.ok(description.length > 60 && description.length <= 1024);
  });

  test('has commands that print what it says, in this order, in one shell', { timeout: patience }, async () => {
    const commands = blocks('sh');
    assert.ok(commands.length >= 5);
    const mark = '-- the end of one --';
    const shell = spawn('sh', [], { cwd: folder, env: { ...process.env, BYOK_RELAY: relay.base }, stdio: ['pipe', 'pipe', 'inherit'] });
    let printed = '';
    shell.stdout.setEncoding('utf8').on('data', (piece) => { printed += piece; });
    shell.stdin.end(commands.map(({ code }) => `${code}\necho '${mark}'\n`).join(''));
    const ended = once(shell, 'close');
    let isOver = false;
    ended.then(() => { isOver = true; });
    // The person's part.
    const question = await relay.allowNext(() => isOver);
    assert.equal(question.claim.app_id, 'my-script');
    assert.deepEqual(question.claim.providers, ['echo']);
    await ended;
    const outputs = printed.split(`${mark}\n`);
    assert.equal(outputs.length, commands.length + 1, printed);
    for (const [index, { code, printed: expected }] of commands.entries()) {
      assert.ok(expected, `what this prints is not said:\n${code}`);
      assertPrinted(outputs[index], expected, code);
    }
  });

  test('has a module that works on a page', { timeout: patience }, async () => {
    const [{ code }] = blocks('js');
    const client = await (await fetch(`${relay.base}/client.js`)).text();
    const { outputFiles: [openai] } = await build({ stdin: { contents: `export { default } from 'openai';`, resolveDir: import.meta.dirname },
      bundle: true, write: false, format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'error' });
    const html = '<!doctype html><script type="importmap">{"imports": {"openai": "/openai.js"}}</script><title>App</title>';
    const site = await new StaticServer(folder, { '/app': html, '/openai.js': openai.text, '/client.js': client, '/ask.js': code }).start();
    const browser = await launch();
    try {
      const page = await browser.newPage();
      // The module looks where the relay is by default; this one is elsewhere.
      await page.route('**/client.js', async (route) => route.fulfill({ contentType: 'text/javascript', body: client.replace('[2965, 12965, 22965]', `[${relay.port}]`) }));
      await page.goto(`${site.origin('skilled')}/app`);
      const asking = page.evaluate(async () => {
        const { ask } = await import('/ask.js');
        let text = '';
        await ask('Hello', (piece) => { text += piece; });
        return text;
      });
      const question = await relay.request(site.origin('skilled'));
      await relay.command(['requests', 'allow', question.id]);
      assert.equal(await asking, FakeProvider.text);
      await relay.command(['pause']);
      assert.match(await page.evaluate(async () => {
        const { ask } = await import('/ask.js');
        let text = '';
        await ask('Hello', (piece) => { text += piece; });
        return text;
      }), /^Byok Relay is paused: .+ Resume it/);
    } finally {
      await relay.command(['resume']);
      await browser.close();
      await site.stop();
    }
  });

  test('and llms.txt lead to what is there', async () => {
    const index = await (await fetch(`${relay.base}/llms.txt`)).text();
    assert.match(index, /^# Byok Relay\n\n> /);
    const links = [...index.matchAll(/^- \[[^\]]+\]\((\/[^)]*)\)/gm)].map(([, path]) => path);
    assert.ok(links.includes('/skill.md') && links.includes('/openapi.json'));
    for (const path of [...links, ...[...skill.matchAll(/"\$RELAY(\/[\w./-]*)"/g)].map(([, path]) => path)].filter((path) => !/^\/(relay|users|session)/.test(path)))
      assert.equal((await fetch(relay.base + path)).status, 200, path);
  });
});
