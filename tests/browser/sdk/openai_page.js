// SPDX-License-Identifier: Apache-2.0
// What a web app does with the official openai package. Runs in a browser.
import OpenAI from 'openai';

import { collect, digest, offer, someFile, weather } from './page.js';

const messages = [{ role: 'user', content: 'Hello – «こんにちは» 👋' }];
const input = 'Hello – «こんにちは» 👋';
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'Weather of a city', parameters: weather } }];

/// `name`: a model's name as the app has to write it.
const operations = {
  async 'chat.completions.create'(client, name) {
    const { data, response } = await client.chat.completions.create({ model: name('gpt-fake'), messages, seed: 7 }).withResponse();
    return { said: data.choices[0].message.content, requestId: data._request_id, tokens: data.usage.total_tokens,
      left: response.headers.get('x-ratelimit-remaining-requests'), version: response.headers.get('openai-version'), cookie: response.headers.get('set-cookie') };
  },
  async 'chat.completions.create, stream'(client, name) {
    const stream = await client.chat.completions.create({ model: name('gpt-fake-gated'), messages, stream: true, stream_options: { include_usage: true } });
    let tokens;
    const pieces = await collect(stream, (chunk) => {
      tokens ??= chunk.usage?.total_tokens;
      return chunk.choices[0]?.delta.content || undefined;
    });
    return { pieces, tokens };
  },
  async 'tool calls'(client, name) {
    const { choices: [{ message, finish_reason: reason }] } = await client.chat.completions.create({ model: name('gpt-fake'), messages, tools });
    return { reason, called: message.tool_calls[0].function.name, arguments: JSON.parse(message.tool_calls[0].function.arguments) };
  },
  async 'tool calls, stream'(client, name) {
    const stream = client.chat.completions.stream({ model: name('gpt-fake-gated'), messages, tools });
    const pieces = await collect(stream, (chunk) => chunk.choices[0]?.delta.tool_calls?.[0].function.arguments);
    const { message } = (await stream.finalChatCompletion()).choices[0];
    return { pieces, id: message.tool_calls[0].id, arguments: JSON.parse(message.tool_calls[0].function.arguments) };
  },
  async 'responses.create'(client, name) {
    const response = await client.responses.create({ model: name('gpt-fake'), input });
    return { said: response.output_text, status: response.status, tokens: response.usage.total_tokens };
  },
  async 'responses.stream'(client, name) {
    const stream = client.responses.stream({ model: name('gpt-fake-gated'), input });
    const kinds = await collect(stream, (event) => event.type);
    return { kinds, said: (await stream.finalResponse()).output_text };
  },
  async 'embeddings.create'(client, name) {
    const { data } = await client.embeddings.create({ model: name('text-embedding-fake'), input: ['one', 'two'] });
    return data.map(({ embedding }) => Array.from(embedding));
  },
  async 'images.generate'(client, name) {
    const { data } = await client.images.generate({ model: name('gpt-image-fake'), prompt: 'a point' });
    return data[0].b64_json;
  },
  async 'images.edit'(client, name) {
    const { data } = await client.images.edit({ model: name('gpt-image-fake'), prompt: 'a point', image: someFile(70_000, 'image/png', 'näh.png') });
    return data[0].b64_json;
  },
  async 'audio.transcriptions.create'(client, name) {
    return (await client.audio.transcriptions.create({ model: name('gpt-transcribe-fake'), file: someFile(300_000, 'audio/wav', 'a.wav') })).text;
  },
  async 'audio.speech.create'(client, name) {
    const reply = await client.audio.speech.create({ model: name('gpt-speech-fake'), voice: 'alloy', input: 'Hello' });
    return { type: reply.headers.get('content-type'), sound: await digest(await reply.arrayBuffer()) };
  },
  async 'models.list'(client) {
    const ids = [];
    for await (const { id } of client.models.list()) ids.push(id);
    return ids;
  },
  async 'abort mid-stream'(client, name) {
    const stream = await client.chat.completions.create({ model: name('gpt-fake-endless'), messages, stream: true });
    let pieces = 0;
    for await (const _ of stream) {
      if (++pieces < 2) continue;
      await window.leaving();
      stream.controller.abort();
    }
    return pieces;
  },
  async 'broken off mid-stream'(client, name) {
    return collect(await client.chat.completions.create({ model: name('gpt-fake-dies'), messages, stream: true }), () => 'a piece');
  },
  async 'try again after 429'(client, name) {
    const began = performance.now();
    const whole = await client.chat.completions.create({ model: name('gpt-fake-busy-once'), messages });
    const waited = performance.now() - began;
    return { said: whole.choices[0].message.content, waited: waited >= 700 && waited < 20_000 }; // retry-after-ms, not retry-after
  },
  async "the provider's error"(client, name) { return client.chat.completions.create({ model: name('gpt-no-quota'), messages }); },
  async 'model not found'(client, name) { return client.chat.completions.create({ model: name('gpt-no-such'), messages }); },
  async ask(client, name) { return (await client.chat.completions.create({ model: name('gpt-fake'), messages })).choices[0].message.content; },
  async forbidden(client) { return client.files.list(); },
};

const { RateLimitError, AuthenticationError, PermissionDeniedError, NotFoundError, BadRequestError, InternalServerError, APIConnectionError, APIUserAbortError, APIError } = OpenAI;
offer({
  clientFor: (base, key, more) => new OpenAI({ baseURL: base, apiKey: key, dangerouslyAllowBrowser: true, ...more }),
  operations,
  errors: { RateLimitError, AuthenticationError, PermissionDeniedError, NotFoundError, BadRequestError, InternalServerError, APIConnectionError, APIUserAbortError, APIError },
});
