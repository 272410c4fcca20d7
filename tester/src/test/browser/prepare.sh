#!/bin/sh
# Installs what drives the browser, as locked, and prints the directory it is in; does nothing where that is done.
set -eu
cd "$(dirname "$0")"
exec 9>.prepare.lock
flock 9
if ! cmp -s package-lock.json node_modules/.installed-lock; then
    npm ci --ignore-scripts --prefer-offline --no-audit --no-fund >&2
    cp package-lock.json node_modules/.installed-lock
fi
pwd
