# Outlives the tester: reads the sessions of its targets until the tester is gone, for whatever reason, then ends every
# process of the run, and removes what docker holds of it and its directory. Arguments: id of the run, its directory. POSIX
# sh, for dash and busybox.
trap '' HUP INT TERM
run=$1
directory=$2
sessions=' '
projects=
while read -r session start; do
    case $session in
        project) projects="$projects $start" ;;
        *) sessions="$sessions$session:$start " ;;
    esac
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

# remove_all LIST-COMMAND REMOVE-COMMAND: says whether there was something.
remove_all() {
    found=$($1 2>/dev/null) && [ -n "$found" ] && $2 $found
} >/dev/null 2>&1

# Docker's own processes are not ours to end, and a docker that hangs is not waited for.
remove_projects() {
    removed=1
    for project in $projects; do
        label=label=com.docker.compose.project=$project
        remove_all "timeout 5 docker ps --all --quiet --filter $label" "timeout 5 docker rm --force --volumes" && removed=0
        remove_all "timeout 5 docker network ls --quiet --filter $label" "timeout 5 docker network rm" && removed=0
        remove_all "timeout 5 docker volume ls --quiet --filter $label" "timeout 5 docker volume rm" && removed=0
        # Named PROJECT-SERVICE, or PROJECT_SERVICE by the older compose.
        images="--filter reference=$project-* --filter reference=${project}_*"
        remove_all "timeout 5 docker image ls --format {{.Repository}}:{{.Tag}} $images" "timeout 5 docker rmi" && removed=0
    done
    return $removed
}

# What was ended above may have asked docker for something that only now comes to be.
[ -z "$projects" ] || [ $round = 0 ] || sleep 1
round=0
while remove_projects && [ $round -lt 5 ]; do
    round=$((round + 1))
    sleep 1
done
rm -rf -- "$directory"
