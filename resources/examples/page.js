// SPDX-License-Identifier: Apache-2.0
// What the examples' pages have in common, and what is not their point: the form, the answer, and the code that is shown below it.

/// Where the relay is looked for, if it is somewhere unusual: add ?port=… to the page's address. undefined: where it always is.
export const ports = new URLSearchParams(location.search).get('port')?.split(',').map(Number);

const form = document.querySelector('form');
const output = document.querySelector('output');
const stop = form.querySelector('#stop');

/// Calls answer(prompt, show, signal) whenever the form is sent; `show` adds a piece of text to what came so far. What goes wrong is shown
/// as `explain` puts it.
export function onAsk(answer, explain = (error) => ({ title: 'That did not work', text: error.message })) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const running = new AbortController();
    const button = form.querySelector('button');
    const end = () => running.abort();
    stop?.addEventListener('click', end);
    output.textContent = '';
    output.dataset.state = 'busy';
    button.disabled = true;
    if (stop) stop.hidden = false;
    try {
      await answer(form.elements.prompt?.value, (text) => output.append(text), running.signal);
      output.dataset.state = 'done';
    } catch (error) {
      const { title, text, action = '' } = explain(error);
      output.append(`${output.textContent ? '\n\n' : ''}${title}. ${text} ${action}`);
      output.dataset.state = running.signal.aborted ? 'done' : 'failed';
    } finally {
      button.disabled = false;
      if (stop) stop.hidden = true;
      stop?.removeEventListener('click', end);
    }
  });
}

// The page's own code, for whoever looks at the page.
const source = document.querySelector('body script[type="module"]');
const lines = source.textContent.replace(/^\n|\s+$/g, '').split('\n');
const indent = Math.min(...lines.filter(Boolean).map((line) => line.search(/\S/)));
const heading = Object.assign(document.createElement('h2'), { textContent: 'All of its code' });
const code = Object.assign(document.createElement('pre'), { tabIndex: 0, textContent: lines.map((line) => line.slice(indent)).join('\n') });
code.setAttribute('aria-label', 'The code of this page');
source.before(heading, code);
