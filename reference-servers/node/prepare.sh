#!/bin/sh
# prepare.sh [PM2_VERSION [NODE_VERSION]]
# Installs pm2, the locked version by default, and prints the directory it is in; does nothing where that is done.
# PM2_VERSION and NODE_VERSION (of the npm package "node", such as 10) may also come from the environment.
set -eu
cd "$(dirname "$0")"
pm2_version=${1:-${PM2_VERSION:-}}
node_version=${2:-${NODE_VERSION:-}}

if [ -z "$pm2_version$node_version" ]; then
    place=$PWD
    is_installed() {
        cmp -s package-lock.json node_modules/.installed-lock
    }
    install() {
        npm ci --ignore-scripts --no-audit --no-fund >&2
        cp package-lock.json node_modules/.installed-lock
    }
else
    : "${pm2_version:=$(sed -n 's/.*"pm2": "\(.*\)".*/\1/p' package.json)}"
    place=$PWD/.versions/pm2-$pm2_version-node-${node_version:-path}
    is_installed() {
        [ -e "$place/.installed" ]
    }
    install() {
        mkdir -p "$place"
        cd "$place"
        echo '{ "private": true, "allowScripts": { "node": true } }' > package.json
        npm install --no-save --no-package-lock --no-audit --no-fund \
            "pm2@$pm2_version" ${node_version:+"node@$node_version"} >&2
        touch .installed
    }
fi

# Where it is installed nothing is written: the directory may be another user's.
if ! is_installed; then
    if [ ! -w . ]; then
        echo "prepare.sh: pm2 is not installed and $PWD cannot be written: run prepare.sh there as a user who may" >&2
        exit 2
    fi
    # Two scenarios may prepare at the same time; the lock goes with the process that holds it.
    exec 9>.prepare.lock
    flock 9
    is_installed || install
fi
echo "$place"
