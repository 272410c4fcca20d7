# Outlives the tester: reads the sessions of its targets until the tester is gone, for whatever reason, then ends every
# process of the run and removes its directory. Arguments: id of the run, its directory. POSIX sh, for dash and busybox.
trap '' HUP INT TERM
run=$1
directory=$2
sessions=' '
while read -r session start; do
    sessions="$sessions$session:$start "
done

# Prints the start of a living process, in clock ticks since boot, and its session.
start_and_session() {
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    # The name before it may hold spaces and parentheses.
    set -- ${stat##*) }
    [ "$1" != Z ] && [ $# -ge 20 ] && start=${20} && session=$4
}

# A session's number may have gone to another one since: then its leader has another start.
is_own_session() {
    case $sessions in *" $1:"*) ;; *) return 1 ;; esac
    start_and_session "$1" || return 0
    case $sessions in *" $1:$start "*) return 0 ;; *) return 1 ;; esac
}

members() {
    for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        start_and_session "$pid" && member=$session && is_own_session "$member" && echo "$pid"
    done
    for environ in $(grep -lsF "CONNTORTURE_RUN=$run" /proc/[0-9]*/environ); do
        pid=${environ#/proc/}
        echo "${pid%/environ}"
    done
}

# Thirty rounds of 0.1 s for a decent end, then thirty with force; a sleep without fractions only takes longer.
signal=TERM
round=0
while [ $round -lt 60 ] && pids=$(members) && [ -n "$pids" ]; do
    [ $round -lt 30 ] || signal=KILL
    kill -s $signal $pids 2>/dev/null
    round=$((round + 1))
    sleep 0.1 2>/dev/null || sleep 1
done
rm -rf -- "$directory"
