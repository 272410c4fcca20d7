#!/bin/sh
# One shard of a run, whatever engine starts it: its verdict is the merge's to give, so that a FAIL or an INCONCLUSIVE of a
# share alone (exit codes 3 and 4) is no failed task.
#   shard.sh I/N BASE RESULTS TARGET [OPTION...]
set -u
[ $# -ge 4 ] || { echo "usage: shard.sh I/N BASE RESULTS TARGET [OPTION...]" >&2; exit 2; }
shard=$1 base=$2 results=$3
shift 3
conntorture run "$@" --shard "$shard" --shard-base "$base" -q -o "$results/shard-${shard%%/*}"
code=$?
case $code in
    3 | 4) exit 0 ;;
    *) exit $code ;;
esac
