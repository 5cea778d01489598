// SPDX-License-Identifier: Apache-2.0
// Which operation of which SDK passed in which browser.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const mark = '<!-- SDKs and browsers -->';

export class Matrix {
  #browsers;
  #rows = new Map(); // "sdk\toperation" → browser → whether it passed
  constructor(browsers) { this.#browsers = browsers; }

  /// Runs `check`; what it throws is thrown on, and written down.
  async note(sdk, operation, browser, check) {
    const row = `${sdk}\t${operation}`;
    if (!this.#rows.has(row)) this.#rows.set(row, {});
    this.#rows.get(row)[browser] = false;
    await check();
    this.#rows.get(row)[browser] = true;
  }

  #cells() {
    const rows = [...this.#rows].map(([row, passed]) => [...row.split('\t'), ...this.#browsers.map((name) => (passed[name] ? 'yes' : 'NO'))]);
    return [...new Set(rows.map(([sdk]) => sdk))].flatMap((sdk) => rows.filter(([of]) => of === sdk));
  }
  asText() {
    const rows = [['SDK', 'operation', ...this.#browsers], ...this.#cells()];
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
  }
  asMarkdown() {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(['SDK', 'operation', ...this.#browsers]), `|${'---|'.repeat(2 + this.#browsers.length)}`, ...this.#cells().map(line)].join('\n');
  }
  async write(file) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${this.asMarkdown()}\n`);
  }
}

/// The table of a document, between two marks.
export async function tableOf(file) {
  const [, table] = (await readFile(file, 'utf8')).split(mark);
  return table?.trim();
}
