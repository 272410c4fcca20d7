package org.conntorture.chart.draw;

import java.util.Locale;

/**
 * The colours, each with its value on a light and on a dark page. Hues are those of Okabe and Ito, which colour-blind people
 * tell apart, darkened or lightened until they stand out from the paper.
 */
enum Paint {
    PAPER("#ffffff", "#14181d", Part.GROUND),
    INK("#1b1f24", "#e8eaed", Part.TEXT),
    SOFT("#57606a", "#a3adb8", Part.TEXT),
    EDGE("#858e98", "#6e7883", Part.GRAPHIC),
    GRID("#dfe3e8", "#2b323a", Part.GROUND),
    IDLE("#d8dde3", "#343c46", Part.GROUND),
    BAND("#fff0dc", "#33260f", Part.GROUND),
    BAND_LINE("#a85a00", "#d99a4e", Part.TEXT),
    HEAT_0("#6d92d8", "#3f6cbd", Part.GRAPHIC),
    HEAT_1("#4a72c4", "#5b88d6", Part.GRAPHIC),
    HEAT_2("#2f55a8", "#7fa6e8", Part.GRAPHIC),
    HEAT_3("#1d3b84", "#a5c3f3", Part.GRAPHIC),
    HEAT_4("#10245a", "#cbdefb", Part.GRAPHIC),
    HEAT_5("#060e2b", "#f2f7ff", Part.GRAPHIC),
    HOT_0("#cc4b00", "#ff8c42", Part.GRAPHIC),
    HOT_1("#992f00", "#ffb583", Part.GRAPHIC),
    HOT_2("#5e1600", "#ffe2cd", Part.GRAPHIC),
    FAILED("#ab0068", "#ff7cc4", Part.TEXT),
    DISTURBED("#006b57", "#4fd1b5", Part.TEXT),
    SERIES_0("#0072b2", "#56b4e9", Part.GRAPHIC),
    SERIES_1("#cf5a00", "#ff9a57", Part.GRAPHIC),
    SERIES_2("#008a64", "#3dd6a8", Part.GRAPHIC),
    SERIES_3("#aa4d7e", "#e58bc0", Part.GRAPHIC),
    SERIES_4("#857000", "#e6d94a", Part.GRAPHIC),
    SERIES_5("#5b6570", "#b8c0c8", Part.GRAPHIC);

    /** What a colour is for, which tells how far it must stand out from the paper. */
    enum Part {
        TEXT,
        GRAPHIC,
        /** Nothing is told by it alone. */
        GROUND
    }

    static final int HEATS = 6;
    static final int SERIES = 6;
    private static final int HEATS_PER_HOT = 2;

    private final String light;
    private final String dark;
    private final Part part;

    Paint(String light, String dark, Part part) {
        this.light = light;
        this.dark = dark;
        this.part = part;
    }

    static Paint heat(int grade) {
        return values()[HEAT_0.ordinal() + grade];
    }

    static Paint hot(int grade) {
        return values()[HOT_0.ordinal() + grade / HEATS_PER_HOT];
    }

    static Paint series(int place) {
        return values()[SERIES_0.ordinal() + place % SERIES];
    }

    String light() {
        return light;
    }

    String dark() {
        return dark;
    }

    Part part() {
        return part;
    }

    /** In names of classes and custom properties. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    String asFill() {
        return " class=\"ct-f-" + id() + "\" fill=\"" + light + '"';
    }

    String asStroke() {
        return " class=\"ct-s-" + id() + "\" fill=\"none\" stroke=\"" + light + '"';
    }
}
