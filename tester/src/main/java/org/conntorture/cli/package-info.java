/**
 * The command line: words in, plan and exit code out. Level 8: the only place with System.exit and System.out; imports
 * everything and picocli.
 */
package org.conntorture.cli;
