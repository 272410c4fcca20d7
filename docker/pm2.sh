#!/bin/sh
# Runs APP, echo.js by default, under pm2's daemon, and prints its log for as long as that lives. RELOAD_EVERY, in seconds,
# reloads it again and again, from when it is up.
set -eu
trap 'exit 0' TERM INT
pm2 start /servers/pm2.config.js
if [ -n "${RELOAD_EVERY:-}" ]; then
    while sleep "$RELOAD_EVERY"; do
        pm2 reload all
    done &
fi
tail --pid "$(cat "$PM2_HOME/pm2.pid")" --lines +1 --follow=name --retry "$PM2_HOME/pm2.log" &
wait $!
echo "pm2's daemon has ended"
exit 1
