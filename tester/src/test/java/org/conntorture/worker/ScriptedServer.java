package org.conntorture.worker;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does with each connection what the test says, on a thread of the connection's own. */
final class ScriptedServer implements Closeable {
    interface Script {
        /** @param number of the connection, from 1 */
        void serve(Socket socket, int number) throws IOException, InterruptedException;
    }

    static final Script ECHO = (socket, number) -> socket.getInputStream().transferTo(socket.getOutputStream());

    final List<InetSocketAddress> peers = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(), script);
    }

    /** @param unbound such as one of TLS */
    ScriptedServer(ServerSocket unbound, Script script) throws IOException {
        this.script = script;
        this.listener = unbound;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 511);
        start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                peers.add((InetSocketAddress) socket.getRemoteSocketAddress());
                int number = connections.incrementAndGet();
                start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            script.serve(socket, number);
            ends.add("FIN");
        } catch (IOException broken) {
            ends.add("RST");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
