package org.conntorture.chart.draw;

/** What tells the kinds of stacked bars apart without colour: lines in the colour of the paper along their middle. */
enum Pattern {
    PLAIN(0, ""),
    /** Stripes from side to side. */
    STRIPED(1, "1 3"),
    /** A line upwards. */
    SPLIT(0.25, ""),
    /** Squares above each other. */
    DOTTED(0.4, "2 2"),
    STRIPED_WIDELY(1, "1.5 6"),
    STRIPED_NARROWLY(1, "0.8 1.6");

    private final double shareOfWidth;
    private final String dash;

    Pattern(double shareOfWidth, String dash) {
        this.shareOfWidth = shareOfWidth;
        this.dash = dash;
    }

    static Pattern of(int place) {
        return values()[place % values().length];
    }

    /** @param middles lines along bars of that width */
    void draw(Svg svg, PathData middles, double width) {
        if (this != PLAIN) {
            svg.path(middles, new Pen(Paint.PAPER, Math.max(1, width * shareOfWidth), dash));
        }
    }
}
