/** The commands of {@code lepton}; each reads its options, runs a job and prints what it found. */
package io.lepton.jobs.cli;
