// SPDX-License-Identifier: Apache-2.0
// The ways in which clients of the byok-relay server differ from one another, each as a row: what it does otherwise than
// the ordinary client.

/// The body of a call, by the dialect of its endpoint. The number is one that reading and writing JSON anew would change.
const bodies = {
  chat: (model, stream) => `{"model":"${model}","messages":[{"role":"user","content":"Hello"}],"seed":12345678901234567890${stream ? ',"stream":true' : ''}}`,
  messages: (model, stream) => `{ "max_tokens": 12345678901234567890,\n  "model" : "${model}",\n  "messages":[{"role":"user","content":"Hello"}]${stream ? ', "stream":true' : ''} }`,
  responses: (model, stream) => `{"input":"Hello","model":"${model}","max_output_tokens":12345678901234567890${stream ? ',"stream":true' : ''}}`,
  embeddings: (model) => `{"input":["Hello"],"dimensions":12345678901234567890,"model":"${model}"}`,
  generateContent: () => '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}],"generationConfig":{"seed":12345678901234567890}}',
  speech: () => '{"text":"Hello","seed":12345678901234567890}',
};

/// One call: where it is sent, where it has to arrive, with which body; `model` is asked for, `arrivingModel` arrives.
const call = (dialect, path, arrives, model = 'fake-model', arrivingModel = model) => (stream) => ({
  path, arrives, body: bodies[dialect](model, stream), arrivingBody: bodies[dialect](arrivingModel, stream),
});

const openAiChat = call('chat', '/relay/openai/v1/chat/completions', '/v1/chat/completions');
const unified = (model, dialect, arrives, arrivingModel = model) => call(dialect, '/relay', arrives, model, arrivingModel);

const asBearer = (key) => ['authorization', `Bearer ${key}`];
/// Keys as each provider makes them, and the header in which it wants them.
export const providers = {
  openai: { key: (n) => `sk-proj-${n}abcdefghijklmnopqrstuv`, carries: asBearer },
  anthropic: { key: (n) => `sk-ant-api03-${n}abcdefghijklmnop`, carries: (key) => ['x-api-key', key] },
  google: { key: (n) => `AIza${n}abcdefghijklmnopqrstuvwxyz01234567`.slice(0, 39), carries: (key) => ['x-goog-api-key', key] },
  groq: { key: (n) => `gsk_${n}abcdefghijklmnopqrstuv`, carries: asBearer },
  mistral: { key: (n) => `${n}abcdefghijklmnopqrstuvwxyz0123456789`.slice(0, 32), carries: asBearer },
  elevenlabs: { key: (n) => `sk_${n}0123456789abcdef0123456789abcdef`.slice(0, 51), carries: (key) => ['xi-api-key', key] },
};

const ordinary = {
  provider: 'openai',
  token: { header: 'x-relay-token', prefix: '' },
  headers: () => ({}), // on every request of the app
  register: (app) => ({ body: { app_id: app }, headers: {} }),
  storeKey: { method: 'POST', field: 'key' },
  listField: 'providers',
  chat: openAiChat,
  stream: openAiChat,
};

const tokenIn = (header, prefix = '') => ({ header, prefix });
const both = (one) => ({ chat: one, stream: one });
/// APP_SECRET of the relay that these styles register with.
export const appSecret = 'a-secret-of-the-one-who-started-it';

export const styles = [
  { name: 'x-relay-token' },
  { name: 'Authorization: Bearer', token: tokenIn('authorization', 'Bearer ') },
  { name: 'x-api-key', token: tokenIn('x-api-key'), provider: 'anthropic', ...both(call('messages', '/relay/anthropic/v1/messages', '/v1/messages')) },
  { name: 'api-key', token: tokenIn('api-key') },
  { name: 'x-goog-api-key', token: tokenIn('x-goog-api-key'), provider: 'google',
    chat: call('generateContent', '/relay/google/v1beta/models/gemini-2.5-flash:generateContent', '/v1beta/models/gemini-2.5-flash:generateContent'),
    stream: call('generateContent', '/relay/google/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse', '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse') },
  { name: 'xi-api-key', token: tokenIn('xi-api-key'), provider: 'elevenlabs',
    chat: call('speech', '/relay/elevenlabs/v1/text-to-speech/voice1', '/v1/text-to-speech/voice1'),
    stream: call('speech', '/relay/elevenlabs/v1/text-to-speech/voice1/stream?output_format=mp3', '/v1/text-to-speech/voice1/stream?output_format=mp3') },
  { name: '{api_key} for {key}', storeKey: { method: 'POST', field: 'api_key' } },
  { name: 'PUT /keys/:p', storeKey: { method: 'PUT', field: 'key' } },
  { name: '/chat/completions', ...both(call('chat', '/relay/openai/chat/completions', '/v1/chat/completions')) },
  { name: '/chat/completions of Groq', provider: 'groq', ...both(call('chat', '/relay/groq/chat/completions', '/openai/v1/chat/completions')) },
  { name: '/messages', provider: 'anthropic', ...both(call('messages', '/relay/anthropic/messages', '/v1/messages')) },
  { name: '/embeddings', chat: call('embeddings', '/relay/openai/embeddings', '/v1/embeddings'), stream: call('chat', '/relay/openai/chat/completions', '/v1/chat/completions') },
  { name: '/responses', ...both(call('responses', '/relay/openai/responses', '/v1/responses')) },
  { name: '/models/{m}:generateContent', provider: 'google',
    chat: call('generateContent', '/relay/google/models/gemini-2.5-pro:generateContent', '/v1beta/models/gemini-2.5-pro:generateContent'),
    stream: call('generateContent', '/relay/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse', '/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse') },
  { name: 'POST /relay/:p, no path', ...both(call('chat', '/relay/openai', '/v1/chat/completions')) },
  { name: 'x-app-id header', headers: (app) => ({ 'x-app-id': app }), register: () => ({ body: {}, headers: {} }) },
  { name: 'app_secret in the body', secret: true, register: (app) => ({ body: { app_id: app, app_secret: appSecret }, headers: {} }) },
  { name: 'Bearer APP_SECRET', secret: true, register: (app) => ({ body: { app_id: app }, headers: { authorization: `Bearer ${appSecret}` } }) },
  { name: 'keys for providers', listField: 'keys' },
  { name: 'POST /relay, openai/model', ...both(unified('openai/gpt-fake', 'chat', '/v1/chat/completions', 'gpt-fake')) },
  { name: 'POST /relay, anthropic/model', provider: 'anthropic', ...both(unified('anthropic/claude-fake', 'messages', '/v1/messages', 'claude-fake')) },
  { name: 'POST /relay, gpt-…', ...both(unified('gpt-fake', 'chat', '/v1/chat/completions')) },
  { name: 'POST /relay, claude-…', provider: 'anthropic', ...both(unified('claude-fake', 'messages', '/v1/messages')) },
  { name: 'POST /relay, gemini-…', provider: 'google', carries: asBearer, // Google's OpenAI-compatible endpoint wants it so
    ...both(unified('gemini-fake', 'chat', '/v1beta/openai/chat/completions')) },
  { name: 'POST /relay, llama…', provider: 'groq', ...both(unified('llama-fake', 'chat', '/openai/v1/chat/completions')) },
  { name: 'POST /relay, mistral-…', provider: 'mistral', ...both(unified('Mistral-Fake', 'chat', '/v1/chat/completions')) },
  { name: 'POST /relay, text-embedding-…', chat: unified('text-embedding-fake', 'embeddings', '/v1/embeddings'), stream: unified('o3-fake', 'chat', '/v1/chat/completions') },
].map((style) => ({ ...ordinary, carries: providers[style.provider ?? ordinary.provider].carries, ...style }));
