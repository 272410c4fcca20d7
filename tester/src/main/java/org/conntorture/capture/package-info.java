/**
 * Packets of failed attempts, by two tcpdump child processes. Level 1: imports the JDK alone. Data in: the addresses of
 * the targets, then the two ends and the time of a failed attempt; out: a pcap file of its packets alone, and what they
 * say in one line. All cold code.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Two rings of files: packets that open and close connections, which are few and must outlast the longest
 *       time-out, and the rest.
 *   <li>tcpdump buffers as it likes, which costs a fifth of writing each packet at once; it is told to write what it
 *       holds when an attempt is looked up.
 *   <li>The rings are read and written by own code, as classic pcap is a header of 24 bytes and one of 16 for each
 *       packet.
 *   <li>A shell keeps the tcpdumps: its input is a pipe from the tester, which the kernel closes however the tester ends.
 * </ul>
 */
package org.conntorture.capture;
