package org.conntorture.chart;

/** The colours of all pictures, light and dark. */
public final class Theme {
    private Theme() {}

    /**
     * The text of a style sheet for a page with pictures: custom properties with {@code --ct-} before their names, for a
     * light page and, by {@code prefers-color-scheme}, a dark one; rules for classes with {@code ct-} before theirs. To
     * force a theme a page may set the properties itself. A picture has the class {@code ct-picture}.
     */
    public static String css() {
        throw new UnsupportedOperationException("not drawn yet");
    }
}
