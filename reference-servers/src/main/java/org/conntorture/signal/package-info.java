/** Signals of the operating system, for the reference servers and the tester alike. Level 0: imports the JDK alone. */
package org.conntorture.signal;
