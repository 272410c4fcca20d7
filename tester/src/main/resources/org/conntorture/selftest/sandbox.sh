# Words of the recipes; run by sh within a sandbox, in the directory of the case. From outside come WORK, JAVA, CLASS_PATH.
set -eu
cd "$WORK"

# setting PATH VALUE: a sysctl of this namespace, such as ipv4/tcp_syncookies.
setting() { echo "$2" >"/proc/sys/net/$1"; }

# rules CHAIN RULE...: nftables rules at the hook input or output.
rules() {
    hook=$1
    shift
    nft "add table ip selftest; add chain ip selftest $hook { type filter hook $hook priority 0; }"
    for rule in "$@"; do
        nft "add rule ip selftest $hook $rule"
    done
}

forget_rules() { nft delete table ip selftest; }

# start NAME MAIN WORDS...: a background process that says when it is ready; its pid is left in NAME.pid.
start() {
    name=$1
    log=$name.log
    shift
    ${prefix:-} "$JAVA" -Xmx48m -Xss256k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -XX:-UsePerfData \
        -Djava.net.preferIPv4Stack=${ipv4:-true} -cp "$CLASS_PATH" "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    echo $pid >"$name.pid"
    until [ -e "$name.ready" ] || grep -q '^listening on' "$log"; do
        kill -0 $pid 2>/dev/null || fail "$name ended: $(tail -n 1 "$log")"
        sleep 0.03
    done
}

fail() {
    echo "$1" >&2
    exit 1
}

# serve KIND OPTIONS...: a server on 127.0.0.1:8085 unless OPTIONS say otherwise.
serve() {
    name=server$(count 'server*.pid')
    case $1 in
        echo | busted:*)
            kind=$1
            shift
            case " $* " in *" --port "*) ;; *) set -- --port 8085 "$@" ;; esac
            start "$name" org.conntorture.reference.ReferenceServer "$kind" "$@"
            ;;
        *) start "$name" org.conntorture.selftest.FaultServer "$@" --ready "$name.ready" ;;
    esac
}

# cpu_quota PID MS: the process runs for MS of every 100 ms; CONTROL_GROUP is a control group of this case alone.
cpu_quota() {
    if [ -e "$CONTROL_GROUP/cpu.max" ]; then
        echo "${2}000 100000" >"$CONTROL_GROUP/cpu.max"
    else
        echo "${2}000" >"$CONTROL_GROUP/cpu.cfs_quota_us"
    fi
    echo "$1" >"$CONTROL_GROUP/cgroup.procs"
}

# freeze PID: until thaw, with the control group of this case alone.
freeze() {
    echo "$1" >"$CONTROL_GROUP/cgroup.procs"
    freezer 1 FROZEN
}

thaw() { freezer 0 THAWED; }

# freezer VERSION_2 VERSION_1: what is written to the freezer of either version of the control groups.
freezer() {
    if [ -e "$CONTROL_GROUP/cgroup.freeze" ]; then
        echo "$1" >"$CONTROL_GROUP/cgroup.freeze"
    else
        echo "$2" >"$CONTROL_GROUP/freezer.state"
    fi
}

# client KIND OPTIONS...: goes on once it has done what it is for.
client() {
    name=client$(count 'client*.pid')
    start "$name" org.conntorture.selftest.FaultClient "$@" --ready "$name.ready"
}

count() { find . -maxdepth 1 -name "$1" | wc -l; }

# rows STATE: sockets of the port in that state of /proc/net/tcp, on the server's side: 01 ESTABLISHED, 03 SYN_RECV.
rows() { awk -v state="$1" '$2 ~ /:1F95$/ && $4 == state' /proc/net/tcp | wc -l; }

# await CONDITION...: for at most 20 s.
await() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "awaited in vain: $*"
        sleep 0.02
    done
}

# The tester has written down its first second.
loaded() { [ -s result/blocks.jsonl ]; }

has_rows() { [ "$(rows "$1")" -ge "$2" ]; }

# beyond: a second namespace behind a veth pair, 10.9.0.1/24 here, 10.9.0.2/24 there; commands run in it by far.
beyond() {
    unshare --net sh -c 'ip link set lo up; echo $$ >far.pid; exec sleep 600' </dev/null >/dev/null 2>&1 &
    await [ -s far.pid ]
    ip link add near0 type veth peer name far0 netns "$(cat far.pid)"
    ip address add 10.9.0.1/24 dev near0
    ip link set near0 up
    far ip address add 10.9.0.2/24 dev far0
    far ip link set far0 up
}

# routed: a third namespace behind the second, which is its router, 10.9.1.2/24 there; commands run in it by end.
routed() {
    beyond
    unshare --net sh -c 'ip link set lo up; echo $$ >end.pid; exec sleep 600' </dev/null >/dev/null 2>&1 &
    await [ -s end.pid ]
    far ip link add far1 type veth peer name end0 netns "$(cat end.pid)"
    far ip address add 10.9.1.1/24 dev far1
    far ip link set far1 up
    far sysctl -qw net.ipv4.ip_forward=1
    end ip address add 10.9.1.2/24 dev end0
    end ip link set end0 up
    end ip route add default via 10.9.1.1
    ip route add 10.9.1.0/24 via 10.9.0.2
}

# far_rules RULE...: the same for what comes in there.
far_rules() {
    far nft 'add table ip selftest; add chain ip selftest input { type filter hook input priority 0; }'
    for rule in "$@"; do
        far nft "add rule ip selftest input $rule"
    done
}

# translate HOOK PRIORITY RULE: address translation.
translate() {
    nft "add table ip selftest; add chain ip selftest nat$1 { type nat hook $1 priority $2; }"
    nft "add rule ip selftest nat$1 $3"
}

far() { nsenter --target "$(cat far.pid)" --net "$@"; }

end() { nsenter --target "$(cat end.pid)" --net "$@"; }

# serve_beyond KIND OPTIONS...: a server in the second namespace.
serve_beyond() {
    prefix="nsenter --target $(cat far.pid) --net"
    serve "$@" --host 10.9.0.2
    prefix=
}

# serve_routed KIND OPTIONS...: the same in the third.
serve_routed() {
    prefix="nsenter --target $(cat end.pid) --net"
    serve "$@" --host 10.9.1.2
    prefix=
}

# unprivileged: the tester has none of root's capabilities.
unprivileged() { echo setpriv --bounding-set -all --inh-caps -all >tester.prefix; }
