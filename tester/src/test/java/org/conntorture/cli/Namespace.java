package org.conntorture.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;

/** A network namespace with a loopback of its own, gone with the processes that were started in it. */
final class Namespace implements AutoCloseable {

    private final Path directory;
    private final Process holder;
    private final List<Tester> testers = new ArrayList<>();

    Namespace(Path directory) throws IOException {
        this.directory = directory;
        this.holder = new ProcessBuilder("unshare", "-n", "sh", "-c", "ip link set lo up; exec sleep 600").start();
        await().until(() -> counter("IcmpInMsgs") >= 0 && isUp());
    }

    /** The file that stands for it. */
    Path network() {
        return Path.of("/proc", "" + holder.pid(), "ns/net");
    }

    private boolean isUp() throws IOException, InterruptedException {
        return run("ip", "link", "show", "lo").contains("LOWER_UP")
                && !NetFiles.sharedWith(holder.pid()).orElse(true);
    }

    /** Joins both by a cable of their own, with the first two addresses of 192.0.2.0/24. */
    void connect(Namespace other) throws IOException, InterruptedException {
        run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", "" + other.holder.pid());
        run("ip", "address", "add", "192.0.2.1/24", "dev", "cable");
        other.run("ip", "address", "add", "192.0.2.2/24", "dev", "cable");
        run("ip", "link", "set", "cable", "up");
        other.run("ip", "link", "set", "cable", "up");
    }

    /** {@code conntorture ARGUMENTS} within; ended with the namespace at the latest. */
    Tester start(String... arguments) throws IOException {
        Tester tester = Tester.start(directory, enter(), Map.of(), arguments);
        testers.add(tester);
        return tester;
    }

    /** What a command within prints. */
    String run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(enter());
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    List<SocketRow> listeners(int port) {
        return SocketTable.listeners(net(), port);
    }

    List<SocketRow> connections(int port) {
        return SocketTable.connections(net(), port);
    }

    long counter(String name) {
        return Counters.read(net()).value(name).orElse(-1);
    }

    private NetFiles net() {
        return NetFiles.ofProcess(holder.pid());
    }

    private List<String> enter() {
        return List.of("nsenter", "--target", Long.toString(holder.pid()), "--net");
    }

    @Override
    public void close() {
        testers.forEach(tester -> tester.handle().destroyForcibly());
        holder.destroyForcibly();
    }
}
