package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimeAxis;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A picture, read as a browser would read it. */
public final class Drawn {
    private final Document document;

    private Drawn(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception notWellFormed) {
            throw new AssertionError(notWellFormed + " in " + xml, notWellFormed);
        }
    }

    static Drawn of(String xml) {
        return new Drawn(xml);
    }

    /** A time axis without a gap. */
    public static TimeAxis whole(long fromMs, long toMs) {
        return new TimeAxis(List.of(new Stretch(fromMs, toMs)));
    }

    /** Checks besides what holds for all pictures. */
    static Drawn of(Picture picture) {
        Drawn document = new Drawn(picture.document());
        assertThat(document.all("style")).hasSize(1);
        Drawn drawn = new Drawn(picture.element("p1"));
        assertThat(drawn.root().getAttribute("role")).isEqualTo("img");
        assertThat(drawn.root().getAttribute("aria-labelledby")).isEqualTo("p1-title p1-desc");
        assertThat(drawn.all("title").get(0).getAttribute("id")).isEqualTo("p1-title");
        assertThat(drawn.all("desc").get(0).getAttribute("id")).isEqualTo("p1-desc");
        assertThat(drawn.all("desc").get(0).getTextContent()).isNotBlank();
        assertThat(drawn.all("*"))
                .allSatisfy(element ->
                        assertThat(element.getTagName()).isIn("svg", "title", "desc", "g", "rect", "path", "text"))
                .allSatisfy(element -> assertThat(element.hasAttribute("style")).isFalse())
                .allSatisfy(element -> assertThat(element.hasAttribute("href")).isFalse());
        assertThat(picture.element("p1"))
                .doesNotContain("NaN", "Infinity")
                .doesNotContainPattern("\\d\\.\\d\\d+[^<]*\"/>");
        return drawn;
    }

    Element root() {
        return document.getDocumentElement();
    }

    List<Element> all(String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    /** The data of the paths with that colour for their lines or areas. */
    List<String> paths(Paint paint) {
        return all("path").stream()
                .filter(path -> path.getAttribute("class").endsWith("-" + paint.id()))
                .map(path -> path.getAttribute("d"))
                .toList();
    }

    Optional<Element> text(String content) {
        return all("text").stream()
                .filter(text -> text.getTextContent().equals(content))
                .findFirst();
    }
}
