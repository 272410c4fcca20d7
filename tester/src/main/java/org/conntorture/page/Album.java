package org.conntorture.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.conntorture.chart.draw.Picture;

/** The pictures of one page, which is to stay below a megabyte whatever was measured: what has no room is left out. */
final class Album {
    /** Bytes of its headings and caption, about. */
    private static final int BESIDE = 700;

    private final Map<String, Picture> pictures = new LinkedHashMap<>();
    private final Map<String, String> elements = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private int room;

    /** @param room bytes */
    Album(int room) {
        this.room = room;
    }

    /** Further room for what comes next, beside what was left over. */
    void grow(int more) {
        room += more;
    }

    /**
     * Takes a picture if it has room.
     *
     * @param id by which it is found again
     * @param what it shows, for the note where there is no room
     */
    void take(String id, String what, Supplier<Picture> drawing) {
        Picture picture = drawing.get();
        String element = picture.element("p" + (elements.size() + 1));
        int size = element.getBytes(StandardCharsets.UTF_8).length + BESIDE;
        if (size > room) {
            leftOut.add(what);
            return;
        }
        room -= size;
        elements.put(id, element);
        pictures.put(id, picture);
    }

    /** Its {@code svg} element; empty where it had no room or there was nothing to draw. */
    Optional<String> element(String id) {
        return Optional.ofNullable(elements.get(id));
    }

    /** By id, in the order in which they were taken. */
    Map<String, Picture> pictures() {
        return pictures;
    }

    List<String> leftOut() {
        return leftOut;
    }
}
