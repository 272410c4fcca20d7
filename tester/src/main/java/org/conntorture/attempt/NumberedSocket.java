package org.conntorture.attempt;

import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;

/**
 * What has a descriptor's number, one TCP socket after the other: the kernel soon gives a number again that was closed, and
 * Netty asks it for the family of each socket that an object is made for.
 */
final class NumberedSocket extends Socket {
    private boolean open;

    private NumberedSocket(int number) {
        super(number);
    }

    /** Closes the socket that has the number now. */
    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            new FileDescriptor(intValue()).close();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Those of one event loop, all of one family. */
    static final class Numbers {
        private final SocketProtocolFamily family;
        private final IntObjectMap<NumberedSocket> known = new IntObjectHashMap<>();

        Numbers(SocketProtocolFamily family) {
            this.family = family;
        }

        /** A new socket; throws ChannelException where the kernel gives none. */
        Socket open() {
            int number = newSocketStream0(family);
            NumberedSocket socket = known.get(number);
            if (socket == null) {
                socket = new NumberedSocket(number);
                known.put(number, socket);
            }
            socket.open = true;
            return socket;
        }
    }
}
