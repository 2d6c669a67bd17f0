/** The command {@code lepton notebook}. */
package io.lepton.notebooks.cli;
