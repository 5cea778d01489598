// SPDX-License-Identifier: Apache-2.0
// What the pages of all SDKs have in common. Runs in a browser.

/// The page does `operations[name]` when it is told to; its result is plain data. What it throws is told as `{ thrown }`: which of
/// `errors` (name → class, the most exact first) it is, and what an app can read from it. `clientFor(base, key, more)`: the SDK;
/// `prefix`: what names of models are to begin with.
export function offer({ clientFor, operations, errors }) {
  window.perform = async (name, { base, key, more, prefix = '' }) => {
    try {
      return await operations[name](clientFor(base, key, more ?? {}), (model) => prefix + model);
    } catch (error) {
      const kind = Object.entries(errors).find(([, type]) => error instanceof type)?.[0] ?? `${error.name}: ${error.stack}`;
      return { thrown: { kind, status: error.status, message: error.message, code: error.code ?? error.error?.error?.code, type: error.type ?? undefined,
        requestId: error.requestID ?? undefined, shouldRetry: error.headers?.get('x-should-retry') ?? undefined, retryAfter: error.headers?.get('retry-after') ?? undefined } };
    }
  };
}

/// An app's token, as an app asks for it.
window.pair = async (base) => {
  const reply = await fetch(`${base}/users`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"app_id":"sdk-test"}' });
  if (!reply.ok) throw new Error(`POST /users: ${reply.status} ${await reply.text()}`);
  return (await reply.json()).token;
};

/// A stream's pieces as they come; each is told to the test (which lets the next one be made only then).
export async function collect(stream, read) {
  const pieces = [];
  for await (const one of stream) {
    const piece = read(one);
    if (piece !== undefined) pieces.push(piece);
    await window.arrived();
  }
  return pieces;
}

/// Bytes that go through no text, the same on every page; `type` as a file input gives it.
export function someFile(size, type, name) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; ++at) bytes[at] = (at * 31 + (at >> 8)) & 0xff;
  return new File([bytes], name, { type });
}

/// For a result: what bytes there are, in few characters.
export async function digest(bytes) {
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const weather = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
