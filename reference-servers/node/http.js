'use strict';
// An HTTP/1.1 server in one process that answers every request with hello: a control by itself, a worker under pm2.
// HOST and PORT say where to listen; KEEP_ALIVE_MS how long a connection may idle between two requests (5000); DELAY_MS
// how long an answer takes (0); BACKLOG is the length of the accept queue (511); GRACEFUL=1 lets SIGINT wait for the open
// connections.

const cluster = require('cluster');
const http = require('http');

const keepAliveMs = Number(process.env.KEEP_ALIVE_MS || 5000);
const delayMs = Number(process.env.DELAY_MS || 0);

function answer(request, response) {
  response.setHeader('Content-Type', 'text/plain');
  response.setHeader('Content-Length', 6);
  response.end(request.method === 'HEAD' ? undefined : 'hello\n');
}

const server = http.createServer((request, response) => {
  // Newer nodes wait a second longer than keepAliveTimeout, others not: so they all wait for as long as they are told.
  response.on('finish', () => request.socket.setTimeout(keepAliveMs));
  // Once the body is in: what is left unread of it would make the end of the connection a reset.
  request.on('end', () => {
    if (delayMs > 0) {
      setTimeout(answer, delayMs, request, response);
    } else {
      answer(request, response);
    }
  });
  request.resume();
});

server.keepAliveTimeout = keepAliveMs;

const address = {
  host: process.env.HOST || '127.0.0.1',
  port: Number(process.env.PORT || 0),
  backlog: Number(process.env.BACKLOG || 511),
};

server.listen(address, () => {
  const { address, port } = server.address();
  if (!cluster.isWorker) {
    console.log(`listening on ${address}:${port}`);
  }
  if (process.send) {
    process.send('ready');
  }
});

if (process.env.GRACEFUL === '1') {
  process.on('SIGINT', () => {
    server.close(() => process.exit(0));
    // Node 19 and newer do this by themselves, older than 18.2 cannot.
    if (server.closeIdleConnections) {
      server.closeIdleConnections();
    }
  });
}
