#!/bin/sh
# listening.sh ADDRESS...: returns once each IPv4 address of this host listens on $PORT; what stands behind a proxy must be
# there before it.
set -eu
for address in "$@"; do
    # As /proc/net/tcp has it on every little-endian machine: 127.0.0.2:8085 is 0200007F:1F95.
    row=$(IFS=.; set -- $address; printf '%02X%02X%02X%02X:%04X 00000000:0000 0A' "$4" "$3" "$2" "$1" "$PORT")
    tries=0
    until grep -q " $row " /proc/net/tcp; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { echo "nothing listens on $address:$PORT after 10 s" >&2; exit 1; }
        sleep 0.1
    done
done
