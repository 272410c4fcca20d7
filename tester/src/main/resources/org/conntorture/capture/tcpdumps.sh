# Keeps two tcpdumps for a tester. Arguments: directory, interface, then for each: name, files, megabytes, filter.
# Each line of input makes them write out what they hold and say what they have lost; the input's end ends them.
# The traps are inherited: a tcpdump too old to know USR2 must not die of it.
trap '' INT HUP USR1 USR2
directory=$1 interface=$2
shift 2

start() {
    tcpdump -i "$interface" -n -p -s 128 -B 16384 -C "$3" -W "$2" -Z root -w "$directory/$1.pcap" "$4" \
        </dev/null >/dev/null 2>"$directory/$1.txt" &
    pids="$pids $!"
}

pids=
start "$1" "$2" "$3" "$4"
shift 4
start "$1" "$2" "$3" "$4"
while read -r _; do
    kill -s USR2 $pids
    kill -s USR1 $pids
done
kill -s TERM $pids
wait
rm -f "$directory"/*.pcap* "$directory"/*.txt
rmdir "$directory"
