package org.conntorture.chart.draw;

import java.util.function.Function;

/** The colours of all pictures, light and dark. */
public final class Theme {
    private Theme() {}

    /**
     * The text of a style sheet for a page with pictures: custom properties with {@code --ct-} before their names, for a
     * light page and, by {@code prefers-color-scheme}, a dark one; rules for classes with {@code ct-} before theirs. On
     * paper it is light. A picture has the class {@code ct-picture}.
     */
    public static String css() {
        StringBuilder css = new StringBuilder(":root{").append(light()).append("}\n");
        css.append("@media screen and (prefers-color-scheme:dark){:root{")
                .append(dark())
                .append("}}\n");
        for (Paint paint : Paint.values()) {
            css.append(rule("f", "fill", paint))
                    .append(rule("s", "stroke", paint))
                    .append('\n');
        }
        return css.toString();
    }

    /** The custom properties of a light page, for one that lets its reader choose. */
    public static String light() {
        return properties(Paint::light);
    }

    /** The custom properties of a dark page. */
    public static String dark() {
        return properties(Paint::dark);
    }

    private static String properties(Function<Paint, String> value) {
        StringBuilder properties = new StringBuilder();
        for (Paint paint : Paint.values()) {
            properties.append("--ct-").append(paint.id()).append(':');
            properties.append(value.apply(paint)).append(';');
        }
        return properties.toString();
    }

    private static String rule(String letter, String property, Paint paint) {
        return ".ct-" + letter + '-' + paint.id() + '{' + property + ":var(--ct-" + paint.id() + ")}";
    }
}
