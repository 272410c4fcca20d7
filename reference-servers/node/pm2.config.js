'use strict';
// APP, echo.js by default, under pm2 in cluster mode, two workers. GRACEFUL=1 adds what pm2's manual advises for reloads
// without loss.

const path = require('path');

const app = process.env.APP || 'echo.js';
const graceful = process.env.GRACEFUL === '1'
  ? { wait_ready: true, listen_timeout: 5000, kill_timeout: 5000 }
  : {};

module.exports = {
  apps: [
    Object.assign(
      {
        name: path.basename(app, '.js'),
        script: app,
        cwd: __dirname,
        exec_mode: 'cluster',
        instances: 2,
        vizion: false,
        env: {
          HOST: process.env.HOST || '127.0.0.1',
          PORT: process.env.PORT,
          GRACEFUL: process.env.GRACEFUL || '',
          KEEP_ALIVE_MS: process.env.KEEP_ALIVE_MS || '',
          DELAY_MS: process.env.DELAY_MS || '',
        },
      },
      graceful
    ),
  ],
};
