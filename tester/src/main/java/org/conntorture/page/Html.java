package org.conntorture.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An HTML text under construction: whatever comes in as text or as the value of an attribute is escaped. One thread. */
final class Html {
    /** After them a space would show. */
    private static final Set<String> INLINE = Set.of("a", "code", "strong", "summary");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private int countedTo;
    private int bytes;

    /** @param attributes names and values in turn; one whose value is null is left out */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                out.append(escaped(attributes[i + 1])).append('"');
            }
        }
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Ends what was opened last. */
    Html close() {
        String tag = open.pop();
        out.append("</").append(tag).append(INLINE.contains(tag) ? ">" : ">\n");
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** What is HTML already: pictures and the style alone. */
    Html markup(String markup) {
        out.append(markup).append('\n');
        return this;
    }

    /** So far, as UTF-8. */
    int bytes() {
        for (; countedTo < out.length(); countedTo++) {
            char unit = out.charAt(countedTo);
            // A surrogate is half of four bytes.
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }

    /** Has one after the other written until {@code most} bytes are full; answers how many were left out. */
    <T> int upTo(int most, List<T> items, Consumer<T> writer) {
        int begin = bytes();
        int written = 0;
        for (T item : items) {
            if (bytes() - begin >= most) {
                break;
            }
            writer.accept(item);
            written++;
        }
        return items.size() - written;
    }

    /** Control characters too, which no page may hold. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append((char) point);
                default -> safe.appendCodePoint(isText(point) ? point : 0xfffd);
            }
        });
        return safe.toString();
    }

    /** Marks that turn the direction of text are no text either: what they hide a reader must see. */
    private static boolean isText(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.SURROGATE && type != Character.FORMAT;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("never closed: " + open);
        }
        return out.toString();
    }
}
