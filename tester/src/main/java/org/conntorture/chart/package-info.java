/**
 * What pictures are made of. Level 1: imports the JDK alone, and never {@link org.conntorture.chart.draw}, which draws it. Data:
 * plain records of numbers and names, times in milliseconds since the start of the run, durations in nanoseconds.
 *
 * <p>Decided: the time axis has the run's times for labels, but only the stretches under load have width: as targets take
 * turns, the rest would be most of the picture. What lies between two stretches is a narrow grey bar. Who wants the run's
 * whole time gives one stretch.
 */
package org.conntorture.chart;
