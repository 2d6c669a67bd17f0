/** What a person reads in a terminal: progress, lines of results, printable text. */
package io.lepton.jobs.console;
