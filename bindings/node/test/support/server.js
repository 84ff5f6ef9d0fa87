'use strict';

const { once } = require('node:events');
const net = require('node:net');

/**
 * An SMTP server on loopback that says what a script tells it to: for each command, by its first word, and for
 * recipients by their address. Replies without a script are friendly; an empty one is never sent, and `null`
 * ends the connection.
 */
async function listen(script) {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    let data = false;
    let rest = '';
    const say = (reply) => {
      if (reply === null) socket.end();
      else if (reply !== '') socket.write(`${reply.replace(/\n/g, '\r\n')}\r\n`);
    };
    socket.setEncoding('utf8').on('error', () => {});
    say(script.CONN === undefined ? '220 mx.example.org ESMTP' : script.CONN);
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop();
      for (const line of lines) {
        if (data) {
          if (line !== '.') continue;
          data = false;
          say(script.END ?? '250 2.0.0 Ok: queued');
          continue;
        }
        const word = line.split(' ', 1)[0].toUpperCase();
        const address = /<([^>]*)>/.exec(line)?.[1];
        const reply = (word === 'RCPT' ? script[address] : undefined) ?? script[word];
        const friendly = { EHLO: script.AUTH ? '250-mx.example.org\n250 AUTH PLAIN' : '250 mx.example.org', DATA: '354 Go on', QUIT: '221 Bye' };
        say(reply ?? friendly[word] ?? '250 2.1.0 Ok');
        data = word === 'DATA' && reply === undefined;
        if (word === 'QUIT') socket.end();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: server.address().port, close };
}

module.exports = { listen };
