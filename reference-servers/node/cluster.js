'use strict';
// echo.js under node's own cluster module, two workers. SIGHUP replaces them one after the other: the new one listens
// before the old one goes, as pm2 reload does it. SIGTERM ends all.

const cluster = require('cluster');
const path = require('path');

const WORKERS = 2;
const KILL_AFTER_MS = 100;

// Node 10 to 14 know only the older name.
const setup = cluster.setupPrimary || cluster.setupMaster;
setup.call(cluster, { exec: path.join(__dirname, 'echo.js') });

let workers = [];
let replacing = false;

function start(listening) {
  const worker = cluster.fork();
  worker.once('listening', listening);
  return worker;
}

function replaceFrom(index) {
  if (index === WORKERS) {
    replacing = false;
    return;
  }
  const old = workers[index];
  workers[index] = start(() => {
    old.disconnect();
    setTimeout(() => {
      old.process.kill();
      replaceFrom(index + 1);
    }, KILL_AFTER_MS);
  });
}

let waiting = WORKERS;
for (let index = 0; index < WORKERS; index++) {
  workers.push(start((address) => {
    waiting -= 1;
    if (waiting === 0) {
      console.log(`listening on ${address.address}:${address.port}`);
    }
  }));
}

process.on('SIGHUP', () => {
  if (!replacing) {
    replacing = true;
    replaceFrom(0);
  }
});

process.on('SIGTERM', () => {
  Object.keys(cluster.workers).forEach((id) => cluster.workers[id].process.kill());
  process.exit(0);
});
