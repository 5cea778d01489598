// SPDX-License-Identifier: Apache-2.0
// What a web app does with the official @google/genai package. Runs in a browser.
import { ApiError, GoogleGenAI } from '@google/genai';

import { collect, offer, someFile, weather } from './page.js';

const contents = 'Hello – «こんにちは» 👋';
const config = { tools: [{ functionDeclarations: [{ name: 'get_weather', description: 'Weather of a city', parametersJsonSchema: weather }] }] };
const twoPieces = 8 * 1024 * 1024 + 1000; // the SDK sends 8 MiB at a time

async function upload(client) {
  const { name, mimeType, sizeBytes, sha256Hash, state } = await client.files.upload({ file: someFile(5000, 'text/plain', 'a.txt'), config: { displayName: 'Notes' } });
  const got = await client.files.get({ name });
  return { name, mimeType, sizeBytes, sha256Hash, state, displayName: got.displayName };
}

const operations = {
  async 'models.generateContent'(client) {
    const reply = await client.models.generateContent({ model: 'gemini-fake-flash', contents });
    return { said: reply.text, tokens: reply.usageMetadata.totalTokenCount, why: reply.candidates[0].finishReason };
  },
  async 'models.generateContentStream'(client) {
    const stream = await client.models.generateContentStream({ model: 'gemini-fake-gated', contents });
    return collect(stream, (chunk) => chunk.text);
  },
  async 'function calls'(client) {
    const { functionCalls } = await client.models.generateContent({ model: 'gemini-fake-flash', contents, config });
    return functionCalls.map(({ name, args }) => ({ name, args }));
  },
  async 'models.countTokens'(client) { return (await client.models.countTokens({ model: 'gemini-fake-flash', contents })).totalTokens; },
  async 'models.embedContent'(client) { return (await client.models.embedContent({ model: 'gemini-fake-embedding', contents: ['one', 'two'] })).embeddings.map(({ values }) => values); },
  'files.upload': upload,
  'files.upload, v1beta': upload,
  async 'files.upload, in pieces'(client) {
    const { sizeBytes, sha256Hash } = await client.files.upload({ file: someFile(twoPieces, 'video/mp4', 'a.mp4') });
    return { sizeBytes, sha256Hash };
  },
  async 'models.list, over pages'(client) {
    const names = [];
    for await (const { name } of await client.models.list({ config: { pageSize: 2 } })) names.push(name);
    return names;
  },
  async 'abort mid-stream'(client) {
    const abort = new AbortController();
    const stream = await client.models.generateContentStream({ model: 'gemini-fake-endless', contents, config: { abortSignal: abort.signal } });
    let pieces = 0;
    try {
      for await (const _ of stream) {
        if (++pieces < 2) continue;
        await window.leaving();
        abort.abort();
      }
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
    return pieces;
  },
  async 'broken off mid-stream'(client) {
    return collect(await client.models.generateContentStream({ model: 'gemini-fake-dies', contents }), (chunk) => chunk.text);
  },
  async "the provider's error"(client) { return client.models.generateContent({ model: 'gemini-no-quota', contents }); },
  async 'model not found'(client) { return client.models.generateContent({ model: 'gemini-no-such', contents }); },
  async ask(client) { return (await client.models.generateContent({ model: 'gemini-fake-flash', contents })).text; },
  async forbidden(client) { return client.files.list(); },
};

offer({
  clientFor: (base, key, more) => new GoogleGenAI({ apiKey: key, ...more, httpOptions: { baseUrl: base, ...more.httpOptions } }),
  operations,
  errors: { ApiError },
});
