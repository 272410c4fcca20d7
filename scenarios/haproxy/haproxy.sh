#!/bin/sh
# haproxy.sh FILE.cfg [ADDRESS...]: runs HAProxy in the foreground with FILE.cfg of this directory, once the servers behind
# it listen on PORT of the addresses. HAProxy takes variables of the environment by itself, as "${NAME}".
# haproxy.sh version
# No root needed, and no service or file of the system's own HAProxy is touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# Where it is on Debian, and not on every user's PATH.
PATH=$PATH:/usr/sbin

if [ "$1" = version ]; then
    haproxy -v | sed -n '1s/ [0-9/]* - .*//p'
    exit
fi
file=$here/$1
shift
"$here/../listening.sh" "$@"
exec haproxy -db -f "$file"
