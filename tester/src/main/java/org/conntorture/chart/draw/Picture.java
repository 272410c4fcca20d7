package org.conntorture.chart.draw;

import org.conntorture.chart.Checks;
import org.conntorture.text.Texts;

/**
 * A finished picture.
 *
 * @param title its name
 * @param description its text alternative: what it shows, in numbers
 * @param width of its view box, {@code height} likewise; text is 12 of its units high, so that a wide one, of 640, is readable
 *     from 500 to 1000 CSS pixels
 * @param drawing the SVG elements inside
 */
public record Picture(String title, String description, int width, int height, String drawing) {
    private static final int TITLE_LENGTH = 200;
    private static final int DESCRIPTION_LENGTH = 4000;
    private static final String NAMESPACE = "xmlns=\"http://www.w3.org/2000/svg\" ";

    public Picture {
        title = Texts.cut(title, TITLE_LENGTH);
        description = Texts.cut(description, DESCRIPTION_LENGTH);
    }

    /**
     * An {@code svg} element for an HTML page; it takes the width of what it is in, and its colours from {@link Theme#css()} where
     * the page has that.
     *
     * @param idPrefix letters, digits and hyphens, another one for each picture of a page
     */
    public String element(String idPrefix) {
        Checks.that(
                idPrefix.matches("[A-Za-z][A-Za-z0-9-]*"),
                "an id must be a letter and then letters, digits and hyphens, was '" + idPrefix + "'");
        return head("", idPrefix) + drawing + "</svg>\n";
    }

    /** An SVG file with its own style. */
    public String document() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + head(NAMESPACE, "picture")
                + "<style>" + Theme.css() + "</style>"
                + drawing
                + "</svg>\n";
    }

    private String head(String namespace, String id) {
        return "<svg " + namespace + "class=\"ct-picture ct-f-" + Svg.TEXT.id() + "\" fill=\"" + Svg.TEXT.light()
                + "\" viewBox=\"0 0 " + width + ' ' + height + "\" role=\"img\""
                + " aria-labelledby=\"" + id + "-title " + id + "-desc\""
                + " font-family=\"system-ui,sans-serif\" font-size=\"" + Svg.number(Svg.FONT_SIZE) + "\">"
                + "<title id=\"" + id + "-title\">" + Xml.escaped(title) + "</title>"
                + "<desc id=\"" + id + "-desc\">" + Xml.escaped(description) + "</desc>"
                + "<rect width=\"" + width + "\" height=\"" + height + '"' + Paint.PAPER.asFill() + "/>";
    }
}
