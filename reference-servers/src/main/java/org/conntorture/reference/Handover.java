package org.conntorture.reference;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A model of node's cluster primary and of the fault in it: a primary accepts every connection and hands it to one of
 * two workers in turn; {@link RunningServer} builds it.
 *
 * <p>{@link #reload} replaces each worker: the old one finishes the connections it has and is gone, the new one is
 * ready at once. The primary learns of it too late, at the next hand-over to that place. The connection it has in its
 * hand then goes to the worker that is gone and is lost: accepted, so the client is connected and its write succeeds,
 * but never read, never answered and never closed, because the primary keeps the descriptor for ever. Once the client
 * gives up, that socket stays in CLOSE_WAIT with the unread bytes in it.
 *
 * <p>So each reload under traffic loses exactly two connections, one for each worker, and without a reload none is
 * lost. Two reloads with no connection between them are one reload to the primary.
 */
final class Handover implements Consumer<SocketChannel>, Closeable {
    private static final int WORKERS = 2;

    /** A worker's place at the primary: the worker it believes in, and the one that is really there. */
    private static final class Place {
        EventLoop believed;
        EventLoop current;
    }

    private final List<Place> places = new ArrayList<>();
    private final List<SocketChannel> lost = new ArrayList<>();
    private final Consumer<EventLoop> start;
    private int turn;

    /** {@code start} runs a worker's loop on a thread of its own. */
    Handover(Consumer<EventLoop> start) throws IOException {
        this.start = start;
        for (int index = 0; index < WORKERS; index++) {
            Place place = new Place();
            place.current = startWorker();
            place.believed = place.current;
            places.add(place);
        }
    }

    /** Hands a connection to the worker whose turn it is, or loses it; on the primary's thread. */
    @Override
    public synchronized void accept(SocketChannel connection) {
        Place place = places.get(turn);
        turn = (turn + 1) % WORKERS;
        if (!place.believed.adopt(connection)) {
            lost.add(connection);
            place.believed = place.current;
        }
    }

    /** Replaces both workers; on the thread that handles signals. */
    synchronized void reload() throws IOException {
        for (Place place : places) {
            EventLoop successor = startWorker();
            place.current.retire();
            place.current = successor;
        }
    }

    /** Frees what was lost, as only the end of the process does for a real primary. */
    @Override
    public synchronized void close() throws IOException {
        for (SocketChannel connection : lost) {
            connection.close();
        }
    }

    private EventLoop startWorker() throws IOException {
        EventLoop worker = new EventLoop();
        start.accept(worker);
        return worker;
    }
}
