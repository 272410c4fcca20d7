#!/bin/sh
# Four shards as a replicated job of Docker Swarm, then their merge; RESULTS is a directory that all nodes share.
# SHARDS (4), IMAGE, NETWORK and PATIENCE (seconds, 3600) are taken from the environment.
#   swarm.sh TARGET RESULTS [OPTION...]
set -eu
[ $# -ge 2 ] || { echo "usage: swarm.sh TARGET RESULTS [OPTION...]" >&2; exit 2; }
target=$1 results=$2
shift 2
shards=${SHARDS:-4}
image=${IMAGE:-conntorture}
name=conntorture-$$
patience=${PATIENCE:-3600}
if ls -d "$results"/shard-* >/dev/null 2>&1; then
    echo "swarm.sh: $results has shards of another run: give an empty directory" >&2
    exit 2
fi
trap 'docker service rm "$name" >/dev/null 2>&1 || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A task's name is NAME.NUMBER.ID, the number from 0; for task 0 the template gives the id of its node in place of the number.
docker service create --quiet --detach --no-resolve-image --name "$name" --mode replicated-job --replicas "$shards" \
    ${NETWORK:+--network "$NETWORK"} --restart-condition none --mount "type=bind,source=$results,target=/results" \
    --env 'TASK={{.Task.Name}}' --env "SHARDS=$shards" --entrypoint sh "$image" -c '
        number=${TASK#*.} number=${number%%.*}
        case $number in *[!0-9]*) number=0 ;; esac
        exec shard.sh "$number/$SHARDS" 0 /results "$@"' sh "$target" "$@"

tasks() {
    docker service ps --format '{{.CurrentState}}' "$name"
}
while [ "$(tasks | grep -cE '^(Complete|Failed|Rejected|Shutdown|Orphaned)')" -lt "$shards" ]; do
    patience=$((patience - 1))
    [ $patience -gt 0 ] || break
    sleep 1
done
tasks | grep -vE '^Complete' >&2 || true
docker run --rm ${NETWORK:+--network "$NETWORK"} --mount "type=bind,source=$results,target=/results" \
    --entrypoint sh "$image" -c 'exec conntorture merge /results/shard-* -o /results/merged'
