#!/bin/sh
# pm2.sh start | reload | kill | version | ANY PM2 COMMAND
# Runs the pm2 of prepare.sh on echo.js, or on APP. Needs PM2_HOME, a directory of this run alone, by default WORK;
# APP, PORT, HOST and GRACEFUL are those of pm2.config.js; PM2_VERSION and NODE_VERSION choose other versions than the
# locked pm2 and the node on the PATH.
set -eu
: "${PM2_HOME:=${WORK:?set PM2_HOME to a directory of this run}}"
if [ ${#PM2_HOME} -gt 90 ]; then
    echo "PM2_HOME must have at most 90 characters, as pm2 makes unix sockets in it: $PM2_HOME" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
place=$("$here/prepare.sh")
# The first node on the PATH is the one that pm2 runs its daemon with.
PATH=$place/node_modules/.bin:$PATH
# No calls home: neither for newer versions nor on the first start in a new PM2_HOME.
export PATH PM2_HOME PM2_DISABLE_VERSION_CHECK=true PM2_DISCRETE_MODE=true

case ${1:-} in
    start) pm2 start "$here/pm2.config.js" ;;
    reload) pm2 reload all ;;
    version) node -p "'pm2 ' + require('$place/node_modules/pm2/package.json').version + ', node ' + process.version" ;;
    *) pm2 "$@" ;;
esac
