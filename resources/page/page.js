// SPDX-License-Identifier: Apache-2.0
// The relay's own page: asks the relay how it is, tries its names, streams from the built-in echo provider.
'use strict';

const $ = (id) => document.getElementById(id);
const patience = 5000; // ms

const port = location.port || '80';
const names = ['127.0.0.1', 'localhost', '[::1]'].map((host) => ({ host, base: `http://${host}:${port}` }));

function show(element, state, text) {
  element.dataset.state = state;
  element.textContent = text;
}

function inWords(seconds) {
  const steps = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const [unit, length] = steps.find(([, size]) => seconds >= size) ?? steps[3];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/// The relay's own sentence out of an error reply, or the status where there is none.
async function sentenceOf(reply) {
  try {
    const { error } = await reply.json();
    return typeof error === 'string' ? error : error.message;
  } catch {
    return `The relay answered ${reply.status}.`;
  }
}

async function health(base) {
  const reply = await fetch(`${base}/health`, { cache: 'no-store', signal: AbortSignal.timeout(patience) });
  if (!reply.ok) throw new Error(await sentenceOf(reply));
  return reply.json();
}

async function showHealth() {
  try {
    const { version, commit, uptime, checks } = await health('');
    const isPaused = checks?.relay === 'paused';
    show($('state'), isPaused ? 'wait' : 'good',
      isPaused ? 'The relay is running, but paused: it answers, and passes nothing on.' : 'The relay is running, and this browser reaches it.');
    $('version').textContent = commit ? `${version} (${commit.slice(0, 12)})` : version;
    $('uptime').textContent = inWords(uptime);
  } catch (error) {
    show($('state'), 'bad', `The relay does not answer any more. ${error.name === 'Error' ? error.message : 'Start it, then load this page again.'}`);
  }
}

async function tryName({ host, base }, cell) {
  if (base === location.origin) {
    show(cell, 'good', 'Works: it is how you opened this page.');
    return;
  }
  if (host === '[::1]') {
    // No content security policy can allow a call to an IPv6 address.
    show(cell, 'off', 'Not tried from here: ');
    cell.append(Object.assign(document.createElement('a'), { href: `${base}/`, textContent: 'open this page by it' }), ' to see whether it works.');
    return;
  }
  const begun = performance.now();
  try {
    await health(base);
    show(cell, 'good', `Works: a page from another origin called it, ${Math.max(1, Math.round(performance.now() - begun))} ms.`);
  } catch (error) {
    if (error.name === 'TimeoutError') show(cell, 'bad', `No answer within ${patience / 1000} seconds.`);
    else if (error.name === 'Error') show(cell, 'bad', error.message);
    else show(cell, 'bad', 'Not reached. This browser, a proxy or a filter keeps the page from calling it.');
  }
}

function tryNames() {
  return Promise.all(names.map((name) => {
    const row = $('names').insertRow();
    const head = document.createElement('th');
    head.scope = 'row';
    head.append(Object.assign(document.createElement('code'), { textContent: `${name.host}:${port}` }));
    row.append(head);
    const cell = row.insertCell();
    show(cell, 'busy', 'Asking …');
    return tryName(name, cell);
  }));
}

/// The events of a text/event-stream body, as their data.
async function* eventsOf(body) {
  let rest = '';
  for await (const piece of readable(body.pipeThrough(new TextDecoderStream()))) {
    const events = (rest + piece).split(/\r?\n\r?\n/);
    rest = events.pop();
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
      if (data.length) yield data.join('\n');
    }
  }
}

/// Not every browser can iterate over a stream.
async function* readable(stream) {
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
}

async function stream(prompt, signal, onWord) {
  const reply = await fetch('/relay/echo/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'echo', stream: true, messages: [{ role: 'user', content: prompt }] }),
    signal,
  });
  if (!reply.ok) throw new Error(await sentenceOf(reply));
  for await (const data of eventsOf(reply.body)) {
    if (data === '[DONE]') return;
    const event = JSON.parse(data);
    if (event.error) throw new Error(event.error.message ?? event.error);
    const word = event.choices?.[0]?.delta?.content;
    if (word) onWord(word);
  }
  throw new Error('The answer broke off before its end.');
}

let running = null;

async function echo(submit) {
  submit.preventDefault();
  if (running) return;
  running = new AbortController();
  const answer = $('answer');
  answer.hidden = false;
  answer.textContent = '';
  answer.classList.remove('failed');
  answer.setAttribute('aria-busy', 'true');
  $('send').disabled = true;
  $('stop').hidden = false;
  $('timing').textContent = '';
  const begun = performance.now();
  let first = 0;
  let words = 0;
  try {
    await stream($('prompt').value, running.signal, (word) => {
      first ||= performance.now() - begun;
      words += 1;
      answer.append(word);
      answer.scrollTop = answer.scrollHeight;
    });
    $('timing').textContent = `It works: first word after ${Math.max(1, Math.round(first))} ms, ${words} ${words === 1 ? 'piece' : 'pieces'}, one by one.`;
  } catch (error) {
    const stopped = error.name === 'AbortError';
    $('timing').textContent = stopped ? 'Stopped.' : 'It did not work.';
    if (!stopped) {
      answer.classList.add('failed');
      answer.append(`${words ? '\n\n' : ''}${error.name === 'TypeError' ? 'The relay could not be reached. Is it still running?' : error.message}`);
    }
  } finally {
    answer.setAttribute('aria-busy', 'false');
    $('send').disabled = false;
    $('stop').hidden = true;
    running = null;
  }
}

async function copy(button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText($(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren($(button.dataset.copy));
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = before; }, 1500);
}

$('origin').textContent = location.origin;
$('address').textContent = names[0].base;
for (const place of document.querySelectorAll('.base')) place.textContent = names[0].base;
for (const button of document.querySelectorAll('[data-copy]')) button.addEventListener('click', () => copy(button));
$('echo').addEventListener('submit', echo);
$('stop').addEventListener('click', () => running?.abort());
$('prompt').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('echo').requestSubmit();
});

Promise.all([showHealth(), tryNames()]).then(() => { document.documentElement.dataset.ready = 'yes'; });
