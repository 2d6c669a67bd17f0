/** Trials of other settings, and the training of the best. */
package io.lepton.jobs.search;
