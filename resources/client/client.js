// SPDX-License-Identifier: Apache-2.0
// byok-relay-client: finds the Byok Relay on this computer, asks its person for a token, talks to it.
// Nothing happens at import. What each export does and throws is written down in client.d.ts.

/// What can be wrong: a title, what it is, what the person can do about it.
const troubles = {
  not_running: ['Byok Relay is not running', 'No Byok Relay answers on this computer.', 'Start Byok Relay, or install it first, then try again.'],
  permission_denied: ['The browser keeps this page from Byok Relay', 'This browser was told that this page may not reach programs on this computer.',
    'Allow “local network access” (newer versions: “apps on device”) for this page: the icon left of its address. Then reload it.'],
  permission_prompt: ['The browser waits for your answer', 'The browser asks whether this page may reach programs on this computer, and has no answer yet.',
    'Choose “Allow” in the browser’s question, then try again.'],
  mixed_content: ['This browser does not reach Byok Relay', 'This browser keeps pages that came over https from programs on this computer, or Byok Relay is not running.',
    'Start Byok Relay. Should that not be it, use a newer version of this browser, or Chrome, Edge or Firefox.'],
  denied: ['Not allowed', 'Byok Relay was told not to let this app in.', 'To let it in after all, add this page’s address in Byok Relay under “Apps”.'],
  unanswered: ['Nobody answered', 'Byok Relay asked whether to let this app in, and nobody answered.', 'Try again, and answer Byok Relay’s question: its icon is in the tray.'],
  too_many: ['Too many requests', 'This app asked Byok Relay too often.', 'Wait a moment, then try again.'],
  locked: ['Byok Relay is locked', 'The keys are locked.', 'Unlock Byok Relay, then try again.'],
  paused: ['Byok Relay is paused', 'Byok Relay passes nothing on at the moment.', 'Resume it from its icon in the tray, then try again.'],
  revoked: ['No longer connected', 'Byok Relay does not know this app, or not any more.', 'Connect again.'],
  key_missing: ['A key is missing', 'Byok Relay has no key for this provider.', 'Add one in Byok Relay under “Keys”.'],
  refused: ['That did not work', 'The request was refused.'],
  stopped: ['Stopped', 'The request was stopped.'],
};
const byName = { __proto__: null, consent_denied: 'denied', consent_unanswered: 'unanswered', too_many_requests: 'too_many', locked: 'locked', key_locked: 'locked',
  paused: 'paused', token_invalid: 'revoked', token_missing: 'revoked', origin_refused: 'revoked', key_missing: 'key_missing' };
const byStatus = { 401: 'revoked', 403: 'denied', 408: 'unanswered', 429: 'too_many', 503: 'paused' };

/// The relay names its errors. A hosted byok-relay has a sentence and their status. All else is the provider's own, and so is a sentence that the relay passed on.
function errorOf({ status, headers }, body, otherwise) {
  const { error, code, hint } = [body].flat()[0] ?? {};
  const name = error?.details?.[0]?.reason?.toLowerCase() ?? error?.code ?? code;
  const isHosted = typeof error === 'string' && !name && !headers?.get?.('x-relay-request-id');
  return new ByokRelayError(byName[name] ?? (isHosted ? byStatus[status] : undefined) ?? 'refused', {
    message: [error?.message, error, otherwise].find((one) => typeof one === 'string'), hint, status, retryAfter: Number(headers?.get?.('retry-after')) || undefined });
}

export class ByokRelayError extends Error {
  name = 'ByokRelayError';
  constructor(code, { message = troubles[code][1], hint = troubles[code][2], cause, ...more } = {}) {
    super(message, { cause });
    Object.assign(this, { code, hint }, more);
  }

  static async from(reply) {
    return errorOf(reply, await reply.json().catch(() => {}));
  }
}

/// The body of the reply that an SDK's own exception stands for: openai's has its `error`, anthropic's all of it, google's its text.
function bodyOf({ error, message }) {
  try {
    return error ? (error.error ? error : { error }) : JSON.parse(/{.*}/s.exec(message)?.[0]);
  } catch { /* it had none */ }
}

export function explain(error) {
  if (error?.cause instanceof ByokRelayError) return explain(error.cause); // an SDK's connection error
  const isOurs = error instanceof ByokRelayError;
  const message = String(error?.message ?? error);
  const { code, message: text, hint } = isOurs ? error : error?.status ? errorOf(error, bodyOf(error), message.replace(/^\d{3} /, ''))
    : new ByokRelayError(error?.name === 'AbortError' ? 'stopped' : 'refused', { message });
  return { code, title: troubles[code][0], text, action: hint };
}

/// Whether the browser lets this page reach this computer: granted, denied, prompt, or unknown where it has no such question.
async function permission() {
  const { hostname = 'localhost' } = globalThis.location ?? {};
  if (/(^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname)) return 'granted'; // no question for those, nor for programs
  for (const name of ['loopback-network', 'local-network-access', 'local-network']) {
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch { /* this browser calls it otherwise */ }
  }
  return 'unknown';
}

export async function discover({ ports = [2965, 12965, 22965], timeout = 3000, promptTimeout = 60_000, signal } = {}) {
  let state = await permission();
  if (state === 'denied') throw new ByokRelayError('permission_denied');
  const begun = Date.now();
  for (const port of ports) { // one after the other: the first is the one to use where two relays run
    const baseURL = `http://127.0.0.1:${port}`;
    const patience = AbortSignal.timeout(state === 'prompt' ? promptTimeout : timeout);
    try {
      const reply = await fetch(`${baseURL}/.well-known/byok-relay`,
        { cache: 'no-store', credentials: 'omit', redirect: 'error', signal: signal ? AbortSignal.any([signal, patience]) : patience });
      const { name, version, protocol } = await reply.json();
      if (name === 'byok-relay') return { baseURL, version, protocol };
    } catch {
      signal?.throwIfAborted();
    }
  }
  state = await permission();
  // Nothing asks before something has taken the call, and a port that nobody holds refuses it at once.
  const wasAsked = state === 'prompt' && Date.now() - begun > 1000;
  const isStrict = globalThis.location?.protocol === 'https:' && navigator.vendor?.startsWith('Apple');
  const code = state === 'denied' ? 'permission_denied' : wasAsked ? 'permission_prompt' : isStrict ? 'mixed_content' : 'not_running';
  // A no for once looks like a port that nobody holds.
  const hints = state === 'prompt' && code === 'not_running' ? [code, 'permission_denied'] : [code];
  throw new ByokRelayError(code, { hint: hints.map((one) => troubles[one][2]).join(' If it is running: ') });
}

/// The addresses that clients for OpenAI's API want; anthropic's and google's own clients want the provider's root.
const openAiPaths = { groq: '/openai/v1', openrouter: '/api/v1', cohere: '/compatibility/v1', fireworks: '/inference/v1', 'azure-openai': '/openai/v1' };
for (const id of 'openai mistral huggingface xai deepseek together cerebras ollama lm-studio llama-cpp openai-compatible echo'.split(' ')) openAiPaths[id] = '/v1';

export class Relay {
  #token;
  #forget;
  constructor(baseURL, token, { hosted = false, forget } = {}) {
    this.root = baseURL.replace(/\/+$/, '');
    this.hosted = hosted;
    this.#token = token;
    this.#forget = forget;
  }

  get token() { return this.#token; }

  baseURL(provider) {
    if (provider) return `${this.root}/relay/${provider}${openAiPaths[provider] ?? ''}`;
    if (this.hosted) throw new ByokRelayError('refused', { message: 'A hosted byok-relay has no one address for all providers: name a provider.' });
    return `${this.root}/v1`;
  }

  fetch = async (target, init = {}) => {
    const path = String(target?.url ?? target);
    const url = new URL(path.startsWith('/') ? this.root + path : path);
    // The token is for the relay alone, whoever names the address and wherever a reply points.
    if (url.origin !== new URL(this.root).origin || url.username || url.password) throw new TypeError(`Not an address of ${this.root}: ${url.origin}`);
    const headers = new Headers(init.headers ?? target.headers);
    // An SDK has put it where its errors tell in which form it wants ours.
    if (this.hosted || ![...headers.values()].some((value) => value.endsWith(this.#token))) headers.set('x-relay-token', this.#token);
    const request = new Request(target.url ? target : url, { ...init, headers, redirect: 'error', credentials: 'omit' });
    try {
      return await fetch(request);
    } catch (cause) {
      if (!(cause instanceof TypeError) || request.signal.aborted) throw cause;
      if (this.hosted) throw new ByokRelayError('not_running', { cause, message: `${this.root} does not answer.`, hint: 'Try again later.' });
      await discover({ ports: [url.port || 80] }); // throws what is wrong
      throw new ByokRelayError('revoked', { cause }); // it is there, and does not show this page what it says
    }
  };

  async #ask(path, init) {
    const reply = await this.fetch(path, init);
    if (!reply.ok) throw await ByokRelayError.from(reply);
    return reply.json();
  }

  session(init) { return this.#ask(this.hosted ? '/keys' : '/session', init); }

  storeKey(provider, key, init) {
    return this.#ask(`/keys/${encodeURIComponent(provider)}`, { ...init, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key }) });
  }

  events(handler, { signal } = {}) {
    const stop = new AbortController();
    const stopped = stop.signal;
    signal?.addEventListener('abort', () => stop.abort());
    const tell = (type, data = {}) => queueMicrotask(() => stopped.aborted || handler({ type, data }));
    const listen = async () => {
      let wait = 500;
      let isOnline = true;
      while (!stopped.aborted) {
        try {
          const reply = await this.fetch('/events', { signal: stopped });
          if (!reply.ok) throw await ByokRelayError.from(reply);
          for await (const { event, data } of readEvents(reply)) {
            wait = 500;
            isOnline = true;
            tell(event, JSON.parse(data));
            if (event === 'revoked' || event === 'replaced') return;
          }
        } catch (error) {
          if (error.code === 'revoked') return tell('revoked', { error: error.message });
        }
        if (isOnline) tell('offline');
        isOnline = false;
        await new Promise((resolve) => { setTimeout(resolve, wait); stopped.addEventListener('abort', resolve, { once: true }); });
        wait = Math.min(2 * wait, 30_000);
      }
    };
    if (!this.hosted && !signal?.aborted) listen();
    return () => stop.abort();
  }

  async disconnect(init) {
    await this.#forget?.();
    try {
      await this.#ask('/tokens/revoke', { ...init, method: 'POST' });
    } catch (error) {
      if (error.code !== 'revoked') throw error;
    }
  }
}

export async function connect({ appId, appName, providers, reason, storage = pageStorage(), fallbackURL, signal, ...search }) {
  let root = fallbackURL;
  let hosted = false;
  try {
    root = (await discover({ ...search, signal })).baseURL;
  } catch (error) {
    if (!fallbackURL || !(error instanceof ByokRelayError)) throw error;
    hosted = true;
  }
  const place = `byok-relay ${root} ${appId}`;
  const relayFor = (token) => new Relay(root, token, { hosted, forget: () => storage?.removeItem(place) });
  const kept = await storage?.getItem(place);
  if (kept) {
    try {
      const relay = relayFor(kept);
      await relay.session({ signal });
      return relay;
    } catch (error) {
      if (error.code !== 'revoked') throw error;
    }
  }
  let reply;
  try {
    reply = await fetch(`${root.replace(/\/+$/, '')}/users`, { method: 'POST', headers: { 'content-type': 'application/json' }, redirect: 'error', credentials: 'omit', signal,
      body: JSON.stringify({ app_id: appId, app_name: appName, providers, reason }) });
  } catch (cause) {
    throw cause instanceof TypeError && !signal?.aborted ? new ByokRelayError('not_running', { cause }) : cause;
  }
  if (!reply.ok) throw await ByokRelayError.from(reply);
  const { token } = await reply.json();
  try {
    await storage?.setItem(place, token);
  } catch { /* a full or closed storage: the next visit asks again, and the relay answers at once */ }
  return relayFor(token);
}

/// The page's own; none for a program, and none where the browser forbids it.
function pageStorage() {
  try {
    return globalThis.window?.localStorage;
  } catch {
    return undefined;
  }
}

export async function* readEvents(reply) {
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      const blocks = (rest + step.value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const field = (name) => block.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
        const data = field('data');
        if (data.length) yield { event: field('event').at(-1) ?? 'message', data: data.join('\n') };
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // whoever stops reading stops the answer, and its bill
  }
}
