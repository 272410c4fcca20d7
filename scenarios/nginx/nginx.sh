#!/bin/sh
# nginx.sh FILE.conf [ADDRESS...]: runs nginx in the foreground, with nginx.conf around FILE.conf, both of this directory,
# once the servers behind it listen on PORT of the addresses.
# nginx.sh version
# All that nginx writes goes to WORK. In both files ${NAME}, in capitals, is a variable of the environment: nginx itself
# knows none. No root needed, and no service or file of the system's own nginx is touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# Where it is on Debian, and not on every user's PATH.
PATH=$PATH:/usr/sbin

fill_in() {
    awk '{
        rest = $0
        line = ""
        while (match(rest, /[$][{][A-Z_]+[}]/)) {
            name = substr(rest, RSTART + 2, RLENGTH - 3)
            if (!(name in ENVIRON)) {
                print FILENAME ": the variable " name " is not set" > "/dev/stderr"
                exit 2
            }
            line = line substr(rest, 1, RSTART - 1) ENVIRON[name]
            rest = substr(rest, RSTART + RLENGTH)
        }
        print line rest
    }' "$1"
}

case $1 in
    version) nginx -v 2>&1 | sed 's/.*: //' ;;
    *)
        export CONF="$1"
        shift
        "$here/../listening.sh" "$@"
        fill_in "$here/nginx.conf" > "$WORK/nginx.conf"
        fill_in "$here/$CONF" > "$WORK/$CONF"
        # Else a root's workers are of the user nobody, who may not enter WORK.
        user=
        [ "$(id -u)" != 0 ] || user='user root;'
        exec nginx -p "$WORK/" -c "$WORK/nginx.conf" -g "daemon off; $user"
        ;;
esac
