/**
 * Pictures as SVG text. Level 1: imports {@code chart} and the JDK. Data in: the records of {@code chart}; data out: a {@link
 * org.conntorture.chart.draw.Picture}, which gives an element for a page or a document of its own. Pure functions; {@link
 * org.conntorture.chart.draw.Pictures} is the way in.
 *
 * <p>Decisions:
 * <ul>
 *   <li>A small writer of our own: the chart libraries for Java that write SVG draw through AWT, which is slow to start
 *       and in no headless runtime image, and none has a text alternative.
 *   <li>Colours are presentation attributes for a light page, so that a picture is readable where a page's style is
 *       blocked; {@link org.conntorture.chart.draw.Theme} has the rules that replace them, light and dark.
 *   <li>Nothing is told by colour alone: kinds have patterns of their own, lines have dashes, marks have shapes.
 *   <li>The text alternative says in numbers what the picture shows, for who does not see it.
 *   <li>Size is bounded whatever the data are: what would not fit is drawn coarser, and the text alternative has still
 *       all of it.
 * </ul>
 */
package org.conntorture.chart.draw;
