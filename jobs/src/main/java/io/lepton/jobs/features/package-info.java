/** Silver to a training set, its passport, and the pinned version that a training reads. */
package io.lepton.jobs.features;
