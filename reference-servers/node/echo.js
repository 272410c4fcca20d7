'use strict';
// An echo server in one process: a control by itself, a worker under cluster.js and under pm2.
// HOST and PORT say where to listen; GRACEFUL=1 lets SIGINT wait for the open connections.

const cluster = require('cluster');
const net = require('net');

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  // Clients may reset at any time; without a listener that would end the process.
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
});

server.listen({ host: process.env.HOST || '127.0.0.1', port: Number(process.env.PORT || 0) }, () => {
  const { address, port } = server.address();
  if (!cluster.isWorker) {
    console.log(`listening on ${address}:${port}`);
  }
  if (process.send) {
    process.send('ready');
  }
});

if (process.env.GRACEFUL === '1') {
  process.on('SIGINT', () => server.close(() => process.exit(0)));
}
