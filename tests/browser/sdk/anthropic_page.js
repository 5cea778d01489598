// SPDX-License-Identifier: Apache-2.0
// What a web app does with the official @anthropic-ai/sdk package. Runs in a browser.
import Anthropic from '@anthropic-ai/sdk';

import { collect, offer, weather } from './page.js';

const messages = [{ role: 'user', content: 'Hello – «こんにちは» 👋' }];
const ordinary = { model: 'claude-fake', max_tokens: 100, messages };
const gated = { ...ordinary, model: 'claude-fake-gated' };
const tools = [{ name: 'get_weather', description: 'Weather of a city', input_schema: weather }];

const operations = {
  async 'messages.create'(client) {
    const { data, response } = await client.messages.create(ordinary).withResponse();
    return { said: data.content[0].text, stop: data.stop_reason, requestId: data._request_id, tokens: data.usage.output_tokens,
      left: response.headers.get('anthropic-ratelimit-requests-remaining') };
  },
  async 'messages.stream'(client) {
    const stream = client.messages.stream(gated);
    const heard = [];
    stream.on('text', (piece) => heard.push(piece));
    const kinds = await collect(stream, (event) => event.type);
    const whole = await stream.finalMessage();
    return { kinds, heard, said: whole.content[0].text, stop: whole.stop_reason, tokens: whole.usage.output_tokens };
  },
  async 'messages.create, stream'(client) {
    const stream = await client.messages.create({ ...gated, stream: true });
    return collect(stream, (event) => event.delta?.text);
  },
  async 'tool use'(client) {
    const whole = await client.messages.create({ ...ordinary, tools });
    return { stop: whole.stop_reason, name: whole.content[0].name, input: whole.content[0].input };
  },
  async 'tool use, stream'(client) {
    const stream = client.messages.stream({ ...gated, tools });
    const pieces = await collect(stream, (event) => event.delta?.partial_json);
    return { pieces, input: (await stream.finalMessage()).content[0].input };
  },
  async 'beta headers'(client) {
    const whole = await client.beta.messages.create({ ...ordinary, betas: ['context-1m-2025-08-07', 'files-api-2025-04-14'] });
    return whole.content[0].text;
  },
  async 'messages.countTokens'(client) { return (await client.messages.countTokens({ model: 'claude-fake', messages })).input_tokens; },
  async 'models.list, over pages'(client) {
    const ids = [];
    for await (const { id } of client.models.list({ limit: 2 })) ids.push(id);
    return ids;
  },
  async 'abort mid-stream'(client) {
    const stream = await client.messages.create({ ...ordinary, model: 'claude-fake-endless', stream: true });
    let pieces = 0;
    for await (const _ of stream) {
      if (++pieces < 2) continue;
      await window.leaving();
      stream.controller.abort();
    }
    return pieces;
  },
  async 'broken off mid-stream'(client) {
    return client.messages.stream({ ...ordinary, model: 'claude-fake-dies' }).finalMessage();
  },
  async 'error mid-stream'(client) { return client.messages.stream({ ...ordinary, model: 'claude-fake-breaks-off' }).finalMessage(); },
  async 'try again after 429'(client) {
    const began = performance.now();
    const whole = await client.messages.create({ ...ordinary, model: 'claude-fake-busy-once' });
    return { said: whole.content[0].text, waited: performance.now() - began >= 1000 };
  },
  async "the provider's error"(client) { return client.messages.create({ ...ordinary, model: 'claude-overloaded' }); },
  async ask(client) { return (await client.messages.create(ordinary)).content[0].text; },
  async forbidden(client) { return client.get('/v1/organizations/me'); },
};

const { RateLimitError, AuthenticationError, PermissionDeniedError, NotFoundError, BadRequestError, InternalServerError, APIConnectionError, APIUserAbortError, APIError } = Anthropic;
offer({
  clientFor: (base, key, more) => new Anthropic({ baseURL: base, apiKey: key, dangerouslyAllowBrowser: true, ...more }),
  operations,
  errors: { RateLimitError, AuthenticationError, PermissionDeniedError, NotFoundError, BadRequestError, InternalServerError, APIConnectionError, APIUserAbortError, APIError },
});
