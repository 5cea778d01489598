// SPDX-License-Identifier: Apache-2.0
// A certificate authority of a test's own, and a server's certificate by it.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export class Authority {
  /// The authority's own certificate, a PEM file; `key` and `cert`: the server's, for 127.0.0.1 and localhost.
  static async make() {
    const authority = new Authority();
    authority.folder = await mkdtemp(join(tmpdir(), 'byok-authority-'));
    const openssl = (line) => run('openssl', line.split(' '), { cwd: authority.folder });
    await writeFile(join(authority.folder, 'names.cnf'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    await openssl('req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Test-Authority');
    await openssl('req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj /CN=provider');
    await openssl('x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 30 -extfile names.cnf -out server.pem');
    authority.key = await readFile(join(authority.folder, 'server.key'));
    authority.cert = await readFile(join(authority.folder, 'server.pem'));
    return authority;
  }
  get file() { return join(this.folder, 'ca.pem'); }
  async remove() { await rm(this.folder, { recursive: true, force: true }); }
}
