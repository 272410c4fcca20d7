package org.conntorture.scenario;

import static org.conntorture.scenario.Scenarios.ends;
import static org.conntorture.scenario.Scenarios.load;
import static org.conntorture.scenario.Scenarios.target;
import static org.conntorture.scenario.Scenarios.targets;
import static org.conntorture.scenario.Scenarios.top;

import java.util.List;
import org.conntorture.scenario.Scenarios.Bad;

/** Scenarios that must be refused, each with the reason and with what is said, after the file's name. */
final class BadScenarios {
    private static final boolean SCHEMA = true;
    private static final boolean READER = false;

    static final List<Bad> ALL = List.of(
            // keys
            bad(
                    "mistyped key",
                    SCHEMA,
                    top("round: 4"),
                    "4:1: unknown key 'round' in scenario; did you mean 'rounds'?"),
            bad(
                    "mistyped key of load",
                    SCHEMA,
                    load("worker: 4"),
                    "3:3: unknown key 'worker' in load; did you mean 'workers'?"),
            bad(
                    "key like no other",
                    SCHEMA,
                    load("payload: {zzzzzz: 1}"),
                    "3:13: unknown key 'zzzzzz' in payload; known are: text, size, file"),
            bad("key twice", READER, top("name: y"), "4:1: key 'name' is given twice"),
            bad("variable twice", READER, top("variables: {A: b, A: c}"), "4:19: key 'A' is given twice"),
            bad(
                    "no name",
                    SCHEMA,
                    "ends: {attempts: 5}\ntargets: [{name: a, role: subject, builtin: echo}]\n",
                    "1:1: scenario needs the key 'name'"),
            bad("no role", SCHEMA, targets("\n  - name: a\n    builtin: echo"), "4:5: target needs the key 'role'"),
            bad(
                    "disturb without command",
                    SCHEMA,
                    target("builtin: echo\n    disturb: {every: 2s}"),
                    "7:14: disturb needs the key 'command'"),
            bad("first of two errors", SCHEMA, "name: 5\nround: 4\n", "1:1: name must be text"),
            bad(
                    "expectation without a limit",
                    SCHEMA,
                    top("expect: [failures]"),
                    "4:1: expectation 'failures', column 1: is not understood"),
            bad(
                    "expectation of an unknown cause",
                    READER,
                    top("expect: [\"no cause(stale)\"]"),
                    "4:1: expectation 'no cause(stale)', column 10: no cause is called 'stale'; did you mean 'stale-tuple'?"),
            bad(
                    "expectation of nobody",
                    READER,
                    top("expect: [\"nobody: failures == 0\"]"),
                    "4:1: expectation 'failures == 0' is of 'nobody', which is not the name of a target"),
            bad(
                    "expectation of a target with a wrong limit",
                    READER,
                    target("builtin: echo\n    expect: [connect.p99 < 5]"),
                    "7:5: expectation 'connect.p99 < 5', column 15: duration '5' needs a unit"),
            // kinds of values
            bad(
                    "number for text",
                    SCHEMA,
                    "name: 5\n",
                    "1:1: name must be text (in quotes, where it looks like a number), was '5'"),
            bad(
                    "nothing for text",
                    SCHEMA,
                    top("description:"),
                    "4:1: description must be text (in quotes, where it looks like a number), was nothing"),
            bad(
                    "list for text",
                    SCHEMA,
                    top("description: []"),
                    "4:1: description must be text (in quotes, where it looks like a number), was a list"),
            bad(
                    "text for mapping",
                    SCHEMA,
                    top("load: fast"),
                    "4:1: load must be a mapping with keys such as workload, was 'fast'"),
            bad(
                    "list for mapping of texts",
                    SCHEMA,
                    top("variables: [A]"),
                    "4:1: variables must be a mapping of names to texts, was a list"),
            bad(
                    "variable without value",
                    SCHEMA,
                    top("variables: {A: }"),
                    "4:13: variables must be a mapping of names to texts (\"\" for an empty one), was nothing"),
            bad(
                    "mapping for list",
                    SCHEMA,
                    targets("{}"),
                    "3:1: targets must be a list of at least one, was a mapping"),
            bad("no target", SCHEMA, targets("[]"), "3:1: targets must be a list of at least one, was a list"),
            bad(
                    "text as target",
                    SCHEMA,
                    targets("[a]"),
                    "3:11: targets must be a mapping with keys such as name, was 'a'"),
            bad(
                    "text for list of texts",
                    SCHEMA,
                    target("builtin: echo\n    options: --backlog=1"),
                    "7:5: options must be a list of texts, was '--backlog=1'"),
            bad(
                    "number in list of texts",
                    SCHEMA,
                    target("builtin: echo\n    options: [5]"),
                    "7:15: options must be a list of texts, was '5'"),
            bad(
                    "yes for true",
                    SCHEMA,
                    target("builtin: echo\n    optional: yes"),
                    "7:5: optional must be true or false, was 'yes'"),
            bad(
                    "text for port",
                    SCHEMA,
                    target("command: run\n    port: \"80\""),
                    "7:5: port must be a whole number, was '80'"),
            bad(
                    "unknown workload",
                    SCHEMA,
                    load("workload: ecko"),
                    "3:3: workload must be one of echo, reply, close, connect, eof, request, was 'ecko'"),
            bad(
                    "unknown role",
                    SCHEMA,
                    targets("[{name: a, role: victim, builtin: echo}]"),
                    "3:21: role must be one of control, subject, was 'victim'"),
            bad("key that is a list", READER, top("? [a]\n: b"), "Non scalar key"),
            // quantities
            bad(
                    "duration without unit",
                    SCHEMA,
                    load("warmup: 5"),
                    "3:3: warmup: duration '5' needs a unit: us, ms, s, m or h, such as 5s"),
            bad(
                    "count with unknown unit",
                    SCHEMA,
                    ends("{attempts: 5x}"),
                    "2:8: attempts: count '5x' is not a number with an optional k, M or G"),
            bad(
                    "millions for minutes",
                    SCHEMA,
                    ends("{duration: 5M}"),
                    "2:8: duration: duration '5M' is not understood"),
            bad("negative rate", SCHEMA, load("rate: -1"), "3:3: rate: rate '-1' must not be negative"),
            bad("half a worker", SCHEMA, load("workers: 1.5"), "3:3: workers: count '1.5' must be a whole number"),
            bad("size in seconds", SCHEMA, load("payload: {size: 4s}"), "3:13: size: size '4s' is not a number"),
            // limits of the plan
            bad(
                    "name of a path",
                    SCHEMA,
                    "name: ../x\nends: {attempts: 1}\ntargets: [{name: a, role: subject, builtin: echo}]\n",
                    "1:1: name '../x' may have 1 to 64 letters"),
            bad("no rounds", SCHEMA, top("rounds: 0"), "4:1: rounds must be 1 to 1000, was 0"),
            bad("no workers", SCHEMA, load("workers: 0"), "3:3: workers must be 1 to 100000, was 0"),
            bad("more workers than an int", READER, load("workers: 5G"), "3:3: workers 5,000,000,000 is too large"),
            bad(
                    "more threads than workers",
                    READER,
                    load("threads: 6"),
                    "3:3: threads must be 1 to the number of workers (5), was 6"),
            bad("impossible rate", READER, load("rate: 11M"), "3:3: rate must be above 0 and at most 10M a second"),
            bad("long time-out", READER, load("connect-timeout: 2h"), "3:3: connect timeout must be 1ms to 1h"),
            bad("no time-out", READER, load("reply-timeout: 0s"), "3:3: reply timeout must be 1ms to 1h"),
            bad("0 attempts", SCHEMA, ends("{attempts: 0}"), "2:8: attempts must be at least 1, was 0"),
            bad("0 failures", SCHEMA, ends("{attempts: 5, failures: 0}"), "2:21: failures must be at least 1, was 0"),
            bad("no duration", READER, ends("{duration: 0s}"), "2:8: duration must be 1ms to 365 days"),
            bad("empty ends", SCHEMA, ends("{}"), "2:7: a run needs an end: attempts, duration or failures"),
            bad(
                    "large payload",
                    SCHEMA,
                    load("payload: {size: 67108865}"),
                    "3:3: payload must be at most 64M, was 67108865 bytes"),
            bad(
                    "empty echo",
                    READER,
                    load("workers: 2\n  payload: {text: \"\"}"),
                    "4:3: workload echo needs a payload of at least one byte"),
            bad(
                    "two payloads",
                    SCHEMA,
                    load("payload: {text: a, size: 4}"),
                    "3:3: payload needs exactly one of text, size and file, has text and size"),
            bad(
                    "no payload",
                    SCHEMA,
                    load("payload: {}"),
                    "3:3: payload needs exactly one of text, size and file, has none"),
            bad("payload file missing", READER, load("payload: {file: nope.bin}"), "nope.bin' does not exist"),
            bad(
                    "payload file is a directory",
                    READER,
                    load("payload: {file: ../servers}"),
                    "../servers' is a directory"),
            bad(
                    "payload not sent",
                    SCHEMA,
                    load("workload: connect\n  payload: {size: 4}"),
                    "4:3: payload is for workloads that write, the workload is connect"),
            bad(
                    "header of the tester's own",
                    READER,
                    load("workload: request\n  http: {headers: {Content-Length: '5'}}"),
                    "4:9: headers: Content-Length is set by the tester"),
            bad(
                    "header of two lines",
                    READER,
                    load("workload: request\n  http: {headers: {A: \"b\\nC: d\"}}"),
                    "4:9: headers: the value of A must be one line of ASCII"),
            bad(
                    "method that is none",
                    SCHEMA,
                    load("workload: request\n  http: {method: 'GET /'}"),
                    "4:10: method must be a word such as GET or POST, was 'GET /'"),
            bad("hold of nothing", READER, load("hold: 3s"), "3:3: hold is for close keep, close is fin"),
            bad(
                    "time for no close",
                    READER,
                    load("close-timeout: 3s\n  close: keep"),
                    "3:3: close timeout is for close half-close and server, close is keep"),
            bad("key without certificate", SCHEMA, load("tls: {key: k.pem}"), "3:9: key needs cert, its certificate"),
            bad(
                    "authorities and none",
                    READER,
                    load("tls: {insecure: true, cacert: ca.pem}"),
                    "3:9: insecure takes any certificate, so cacert has no use; leave one out"),
            bad(
                    "half-close within TLS",
                    READER,
                    load("close: half-close\n  tls: {}"),
                    "3:3: close half-close does not go with TLS, to which a bare FIN is an attack"),
            bad(
                    "several requests of no reply",
                    READER,
                    load("workload: close\n  requests-per-connection: 2"),
                    "4:3: requests per connection need the workload echo or request, the workload is close"),
            bad(
                    "kept for nothing",
                    READER,
                    load("workload: reply\n  close: keep"),
                    "4:3: close keep needs the workload echo or request, the workload is reply"),
            bad(
                    "stage of neither",
                    SCHEMA,
                    load("stages: [{duration: 1s}]"),
                    "3:12: stage needs either rate (0 is a pause) or burst, has neither"),
            bad(
                    "stage of both",
                    SCHEMA,
                    load("stages: [{duration: 1s, rate: 5, burst: 5/1s}]"),
                    "3:12: stage needs either rate (0 is a pause) or burst, has both"),
            bad(
                    "burst without time",
                    SCHEMA,
                    load("stages: [{duration: 1s, burst: '500'}]"),
                    "3:27: burst '500' is not ATTEMPTS/TIME, such as 500/1s"),
            bad(
                    "burst that grows",
                    SCHEMA,
                    load("stages: [{duration: 1s, burst: 5/1s, to: 5}]"),
                    "3:40: to is where a rate goes, and burst has none"),
            bad(
                    "rate beside stages",
                    READER,
                    load("rate: 5\n  stages: [{duration: 1s, rate: 5}]"),
                    "3:3: rate has no use beside stages or bursts, which have their own"),
            bad(
                    "server behind of no address",
                    SCHEMA,
                    target("command: run\n    behind: [localhost]"),
                    "7:5: behind 'localhost' is not an IP address"),
            bad(
                    "logs of nothing",
                    SCHEMA,
                    target("command: run\n    logs: {}"),
                    "7:11: logs needs access, errors or both"),
            bad(
                    "matrix of rows of one name",
                    READER,
                    target("command: run\n    matrix: {variable: C, values: [a/x.conf, b/x.conf]}"),
                    "4:5: two targets are named 'a-x'"),
            bad("http not used", SCHEMA, load("http: {path: /}"), "3:3: http is for the workload request"),
            bad(
                    "path without slash",
                    SCHEMA,
                    load("workload: request\n  http: {path: x}"),
                    "4:10: path must begin with / and have no space, was 'x'"),
            bad(
                    "status of none",
                    SCHEMA,
                    load("workload: request\n  http: {status: 99}"),
                    "4:10: status must be 100 to 599, was 99"),
            bad("no sources", SCHEMA, load("sources: {}"), "3:12: sources needs addresses, ports or both"),
            bad(
                    "name as source",
                    SCHEMA,
                    load("sources: {addresses: [localhost]}"),
                    "3:13: source 'localhost' is neither an IP address nor a prefix"),
            bad(
                    "ports upside down",
                    READER,
                    load("sources: {ports: 300-200}"),
                    "3:13: source ports must be FIRST-LAST within 1 to 65535, was 300-200"),
            // targets
            bad(
                    "name of a target",
                    SCHEMA,
                    targets("[{name: a b, role: subject, builtin: echo}]"),
                    "3:12: target name 'a b' may have"),
            bad(
                    "two of one name",
                    READER,
                    targets(
                            "\n  - {name: a, role: subject, builtin: echo}\n  - {name: a, role: control, builtin: echo}"),
                    "5:6: two targets are named 'a'"),
            bad(
                    "controls alone",
                    SCHEMA,
                    targets("[{name: a, role: control, builtin: echo}]"),
                    "1:1: no target is a subject"),
            bad(
                    "no origin",
                    SCHEMA,
                    target("optional: true"),
                    "4:5: a target needs exactly one of address, builtin, command and compose, has none"),
            bad(
                    "two origins",
                    SCHEMA,
                    target("builtin: echo\n    address: 127.0.0.1:1"),
                    "7:5: a target needs exactly one of address, builtin, command and compose, has builtin and address"),
            bad(
                    "a unix socket without a path",
                    SCHEMA,
                    target("address: unix:app.sock"),
                    "6:5: 'unix:app.sock' has no absolute path of a file; write unix:/path/to/socket"),
            bad(
                    "a reset on a unix socket",
                    READER,
                    target("address: unix:/app.sock") + "load: {close: rst}\n",
                    "close rst is for TCP; a unix socket has no reset to send"),
            bad(
                    "options of an address",
                    SCHEMA,
                    target("address: 127.0.0.1:1\n    options: [a]"),
                    "7:5: options is for a target with builtin, this one has address"),
            bad(
                    "stop of a builtin",
                    SCHEMA,
                    target("builtin: echo\n    stop: kill"),
                    "7:5: stop is for a target with command, this one has builtin"),
            bad(
                    "prepare of a builtin",
                    SCHEMA,
                    target("builtin: echo\n    prepare: make"),
                    "7:5: prepare is for a target with command or compose, this one has builtin"),
            bad(
                    "service of a command",
                    SCHEMA,
                    target("command: run\n    service: a"),
                    "7:5: service is for a target with compose, this one has command"),
            bad(
                    "stop of a service",
                    SCHEMA,
                    target("compose: c.yaml\n    service: a\n    port: 80\n    stop: x"),
                    "9:5: stop is for a target with command, this one has compose"),
            bad(
                    "compose without a service",
                    SCHEMA,
                    target("compose: c.yaml\n    port: 80"),
                    "6:5: a target with compose needs the key 'service'"),
            bad(
                    "compose without a port",
                    SCHEMA,
                    target("compose: c.yaml\n    service: a"),
                    "6:5: a target with compose needs the key 'port'"),
            bad(
                    "service at any port",
                    SCHEMA,
                    target("compose: c.yaml\n    service: a\n    port: 0"),
                    "8:5: port of a service is that in its container, 1 to 65535, was 0"),
            bad(
                    "service that a shell would take apart",
                    SCHEMA,
                    target("compose: c.yaml\n    service: a; b\n    port: 80"),
                    "7:5: service 'a; b' may have letters, digits, dots, dashes and underscores"),
            bad(
                    "compose file missing",
                    READER,
                    target("compose: nope.yaml\n    service: a\n    port: 80"),
                    "6:5: compose 'nope.yaml' is not a file (looked for "),
            bad(
                    "compose's own variable",
                    SCHEMA,
                    target("compose: c.yaml\n    service: a\n    port: 80\n    env: {COMPOSE_FILE: x}"),
                    "9:5: env: COMPOSE_FILE is set by the tester; take another name"),
            bad(
                    "disturbed address",
                    SCHEMA,
                    target("address: 127.0.0.1:1\n    disturb: {every: 2s, command: x}"),
                    "4:5: target 'a' is an address: only targets the tester starts can be disturbed"),
            bad(
                    "mistyped builtin",
                    READER,
                    target("builtin: ecco"),
                    "6:5: unknown builtin 'ecco'; did you mean 'echo'?"),
            bad(
                    "address without port",
                    READER,
                    target("address: 127.0.0.1"),
                    "6:5: '127.0.0.1' has no port; write 127.0.0.1:PORT"),
            bad(
                    "undisturbed itself",
                    READER,
                    target("builtin: echo\n    undisturbed: a"),
                    "7:5: undisturbed 'a' is not the name of another target"),
            bad(
                    "undisturbed nobody",
                    READER,
                    target("builtin: echo\n    undisturbed: b"),
                    "7:5: undisturbed 'b' is not the name of another target"),
            bad("blank command", SCHEMA, target("command: \" \""), "6:5: command must not be empty"),
            bad(
                    "port too large",
                    SCHEMA,
                    target("command: run\n    port: 70000"),
                    "7:5: port must be 0 (a free one) to 65535, was 70000"),
            bad(
                    "workdir missing",
                    READER,
                    target("command: run\n    workdir: ../nope"),
                    "7:5: workdir '../nope' is not a directory"),
            bad(
                    "broken expression",
                    READER,
                    target("command: run\n    ready: {output: \"a(\"}"),
                    "7:13: output 'a(' is not a regular expression: Unclosed group"),
            bad(
                    "never ready",
                    READER,
                    target("command: run\n    ready: {timeout: 0s}"),
                    "7:13: ready timeout must be above 0"),
            bad(
                    "disturbed without pause",
                    READER,
                    target("command: run\n    disturb: {every: 1ms, command: x}"),
                    "7:15: disturb every must be at least 10ms"),
            bad(
                    "odd variable",
                    SCHEMA,
                    top("variables: {A-B: c}"),
                    "4:1: variables: 'A-B' may have letters, digits and _"),
            bad(
                    "the tester's variable",
                    SCHEMA,
                    target("command: run\n    env: {PORT: \"1\"}"),
                    "7:5: env: PORT is set by the tester; take another name"));

    private BadScenarios() {}

    private static Bad bad(String reason, boolean schemaKnows, String yaml, String message) {
        return new Bad(reason, schemaKnows, yaml, message);
    }
}
