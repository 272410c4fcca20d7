package org.conntorture.chart;

/**
 * A finished picture.
 *
 * @param title its name
 * @param description its text alternative: what it shows, in numbers
 * @param width of its view box, {@code height} likewise; a wide one is readable from 600 CSS pixels on
 * @param drawing the SVG elements inside
 */
public record Picture(String title, String description, int width, int height, String drawing) {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /**
     * An {@code svg} element for an HTML page; it takes the width of what it is in, and its colours from
     * {@link Theme#css()} where the page has that.
     *
     * @param idPrefix letters, digits and hyphens, another one for each picture of a page
     */
    public String element(String idPrefix) {
        throw new UnsupportedOperationException("not drawn yet");
    }

    /** An SVG file with its own style. */
    public String document() {
        throw new UnsupportedOperationException("not drawn yet");
    }
}
