package org.conntorture.target;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/** A server for tests: accepts and closes connections on {@code --port=N}; takes a reference server's arguments. */
final class ListeningMain {
    private ListeningMain() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("arguments " + String.join(" ", arguments));
        int port = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--port="))
                .mapToInt(argument -> Integer.parseInt(argument.substring("--port=".length())))
                .findFirst()
                .orElseThrow();
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
            System.out.println("listening on 127.0.0.1:" + port);
            while (true) {
                server.accept().close();
            }
        }
    }
}
