// SPDX-License-Identifier: Apache-2.0
// The relay's own OpenAPI document as a contract: every reply of a test can be held against it.
import assert from 'node:assert/strict';

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/// The document again, but a reply of ours may have no field that the document does not name.
function closed(node) {
  if (Array.isArray(node)) return node.map(closed);
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  if ([copy.type].flat().includes('object') && copy.properties && !('additionalProperties' in copy)) copy.additionalProperties = false;
  return copy;
}

const escaped = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');

export class Contract {
  document;
  /// operationId → the statuses whose replies were checked.
  seen = new Map();
  #ajv = new Ajv2020({ strict: false, allErrors: true });

  static async of(base) {
    const contract = new Contract();
    contract.document = await (await fetch(`${base}/openapi.json`)).json();
    addFormats.default(contract.#ajv);
    contract.#ajv.addSchema(closed(contract.document), 'openapi');
    return contract;
  }

  /// Each: method, path (the template), operation.
  get operations() {
    return Object.entries(this.document.paths).flatMap(([path, item]) => methods.filter((method) => item[method])
      .map((method) => ({ method: method.toUpperCase(), path, operation: item[method] })));
  }

  has(method, path) { return this.document.paths[path]?.[method.toLowerCase()] !== undefined; }

  /// The template that a request's path (without query) has the form of; the most exact one.
  template(path) {
    const form = (template) => new RegExp(`^${template.split(/(\{\w+\})/).map((part) => (part === '{path}' ? '.*' : part.startsWith('{') ? '[^/]+'
      : part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))).join('')}$`);
    return Object.keys(this.document.paths).sort((a, b) => a.split('{').length - b.split('{').length || b.length - a.length).find((one) => form(one).test(path));
  }

  #resolve(pointer, node) {
    return node.$ref ? [node.$ref.slice(1), node.$ref.slice(2).split('/').reduce((at, name) => at[name.replaceAll('~1', '/').replaceAll('~0', '~')], this.document)]
      : [pointer, node];
  }

  /// Throws where the document does not describe such a reply to such a request.
  check({ method, target, status, type, text, headers }) {
    const path = target.split('?')[0];
    const template = this.template(path);
    assert.ok(template, `${path} is no path of the document`);
    const operation = this.document.paths[template][method.toLowerCase()];
    const what = `${method} ${template} ${status}`;
    assert.ok(operation, `${what}: no such method in the document`);
    const name = status in operation.responses ? String(status) : 'default';
    const [pointer, response] = this.#resolve(`/paths/${escaped(template)}/${method.toLowerCase()}/responses/${name}`, operation.responses[name]);
    const mime = (type ?? '').split(';')[0];
    const media = response.content?.[mime] ? mime : '*/*';
    if (!response.content && !text && !mime) { // a 101, say
      this.seen.set(operation.operationId, (this.seen.get(operation.operationId) ?? new Set()).add(status));
      return;
    }
    assert.ok(response.content?.[media], `${what}: ${mime || 'no content type'} is not described`);
    const isJson = /[/+]json$/.test(mime);
    const validate = this.#ajv.getSchema(`openapi#${pointer}/content/${escaped(media)}/schema`);
    assert.ok(validate, `${what}: no schema`);
    assert.ok(validate(isJson ? JSON.parse(text) : text), `${what}: ${this.#ajv.errorsText(validate.errors)} in ${text.slice(0, 500)}`);
    for (const header of Object.keys(response.headers ?? {})) {
      if (!headers || (header !== 'x-relay-request-id' && headers[header.toLowerCase()] === undefined)) continue;
      const [at] = this.#resolve(`${pointer}/headers/${escaped(header)}`, response.headers[header]);
      const value = headers[header.toLowerCase()];
      const fits = this.#ajv.getSchema(`openapi#${at}/schema`);
      assert.ok(fits(value) || fits(Number(value)), `${what}: ${header}: ${value} ${this.#ajv.errorsText(fits.errors)}`);
    }
    this.seen.set(operation.operationId, (this.seen.get(operation.operationId) ?? new Set()).add(status));
  }

  /// Throws where the text is not an error of the relay's own.
  checkError(text) {
    const validate = this.#ajv.getSchema('openapi#/components/schemas/Error');
    assert.ok(validate(JSON.parse(text)), `${this.#ajv.errorsText(validate.errors)} in ${text}`);
  }
}
