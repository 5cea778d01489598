// SPDX-License-Identifier: Apache-2.0
// The real program, headless or on a desktop, with a profile of its own and keys in memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const startPatience = 60_000; // ms

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

export class RelayProcess {
  output = '';
  #child;

  /// `providers`: the content of a providers file; `origins`: those approved from the start; `env`: more variables;
  /// `config`: the config.json of before the start; `desktop`: where its windows are to be seen, else it has none.
  static async start({ origins = [], providers, env = {}, config, desktop }) {
    const relay = new RelayProcess();
    relay.binary = process.env.BYOK_BINARY;
    if (!relay.binary) throw new Error('BYOK_BINARY must name the program');
    relay.profile = await mkdtemp(join(tmpdir(), 'byok-browser-'));
    const providersFile = join(relay.profile, 'test-providers.json');
    await writeFile(providersFile, JSON.stringify(providers));
    if (config) await writeFile(join(relay.profile, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    relay.port = await freePort();
    relay.#child = spawn(relay.binary, [...(desktop ? [] : ['--headless']), '--port', String(relay.port), '--profile', relay.profile, '--vault', 'memory',
      ...origins.flatMap((origin) => ['--allow-origin', origin]), '--providers', providersFile], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...(desktop?.environment ?? process.env), ...env } });
    await relay.#announced();
    return relay;
  }

  get pid() { return this.#child.pid; }
  get base() { return `http://127.0.0.1:${this.port}`; }

  /// Resolves once the program has printed its address.
  #announced() {
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`${why}:\n${this.output}`));
      const timer = setTimeout(() => fail('the relay did not print its address'), startPatience);
      const read = (piece) => {
        this.output += piece;
        if (!this.output.includes(`http://127.0.0.1:${this.port}`)) return;
        clearTimeout(timer);
        resolve();
      };
      this.#child.stdout.setEncoding('utf8').on('data', read);
      this.#child.stderr.setEncoding('utf8').on('data', read);
      this.#child.on('error', (error) => { clearTimeout(timer); reject(error); });
      this.#child.on('exit', (code, signal) => { clearTimeout(timer); fail(`the relay ended with ${code ?? signal}`); });
    });
  }

  /// Runs a verb of the command line against this relay; gives what it printed to its standard output.
  async command(words, input = '') {
    const child = spawn(this.binary, [...words, '--profile', this.profile], { stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (piece) => { printed += piece; });
    child.stderr.setEncoding('utf8').on('data', (piece) => { complaint += piece; });
    child.stdin.on('error', () => {}); // a verb that reads no input may be gone before it gets any
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`byok-relay ${words.join(' ')} ended with ${code}: ${printed}${complaint}`);
    return printed;
  }

  /// The token of a program, as the person makes it; `grant`: options of the verb.
  async programToken(name, ...grant) {
    return (await this.command(['apps', 'add-program', name, ...grant])).trim();
  }

  /// The questions that wait for the person's answer.
  async questions() {
    return JSON.parse(await this.command(['requests', 'list', '--json'])).requests;
  }

  /// The person allows the next app that asks; gives the question. None, where `settled()` before anybody asked.
  async allowNext(settled) {
    for (;;) {
      const [question] = await this.questions();
      if (question) {
        await this.command(['requests', 'allow', question.id]);
        return question;
      }
      if (settled()) return undefined;
    }
  }

  /// The pairing request of `origin`, once it waits for an answer.
  async request(origin) {
    for (const end = Date.now() + startPatience; Date.now() < end;) {
      const found = (await this.questions()).find((one) => one.origin === origin);
      if (found) return found;
    }
    throw new Error(`${origin} did not ask`);
  }

  /// Every file of the profile but the record of usage, to see whether anything in it changed.
  async files() {
    const entries = await readdir(this.profile, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('usage.')).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
    return Promise.all(names.map(async (name) => [name.slice(this.profile.length), await readFile(name, 'utf8')]));
  }

  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await gone;
    }
    await rm(this.profile, { recursive: true, force: true });
    return this.#child.exitCode;
  }
}
