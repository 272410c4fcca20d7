/**
 * How anything is written out: counts, shares, durations, lists, addresses, wrapped lines. Level 0: imports the JDK alone. Data
 * in: numbers and names; data out: text in plain ASCII, whatever the locale.
 */
package org.conntorture.text;
