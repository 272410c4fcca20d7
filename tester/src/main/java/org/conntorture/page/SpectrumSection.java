package org.conntorture.page;

import java.util.List;

/** How long each phase took by percentile, subjects against controls. */
final class SpectrumSection implements PageFrame.Section {
    private final Album album;

    SpectrumSection(Album album) {
        this.album = album;
    }

    @Override
    public String id() {
        return "percentiles";
    }

    @Override
    public String title() {
        return "Percentiles";
    }

    @Override
    public void write(Html html) {
        List<String> drawn = album.pictures().keySet().stream()
                .filter(id -> id.startsWith(PictureBook.SPECTRUM))
                .toList();
        if (drawn.isEmpty()) {
            html.element("p", "No latency was recorded.");
            return;
        }
        html.element(
                "p",
                "The share of attempts runs to the right, ever closer to all of them; upwards is the time within which they were"
                        + " done. A subject beside its controls shows whether it is slow or the host is. What failed has lines of its"
                        + " own and is in no other.",
                "class",
                "reading");
        for (String id : drawn) {
            String title = album.pictures().get(id).title();
            html.element("h3", title).open("figure");
            PageFrame.scroll(html, title)
                    .markup(album.element(id).orElseThrow())
                    .close();
            html.element("figcaption", title + ".").close();
        }
    }
}
