// SPDX-License-Identifier: Apache-2.0
// One request written by hand, and every byte of its reply but the date.
import { connect } from 'node:net';
import { once } from 'node:events';

export async function rawReply(port, lines, body = '') {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  let reply = '';
  socket.on('data', (piece) => { reply += piece; });
  const length = body ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
  socket.write([...lines, `Host: 127.0.0.1:${port}`, 'Connection: close', ...length, '', body].join('\r\n'));
  await once(socket, 'close');
  return reply.replace(/^date: .*\r\n/im, '');
}
