'use strict';
// echo.js under pm2 in cluster mode, two workers. GRACEFUL=1 adds what pm2's manual advises for reloads without loss.

const graceful = process.env.GRACEFUL === '1'
  ? { wait_ready: true, listen_timeout: 5000, kill_timeout: 5000 }
  : {};

module.exports = {
  apps: [
    Object.assign(
      {
        name: 'echo',
        script: 'echo.js',
        cwd: __dirname,
        exec_mode: 'cluster',
        instances: 2,
        vizion: false,
        env: {
          HOST: process.env.HOST || '127.0.0.1',
          PORT: process.env.PORT,
          GRACEFUL: process.env.GRACEFUL || '',
        },
      },
      graceful
    ),
  ],
};
