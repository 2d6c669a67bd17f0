/** A prediction walked back to its model, its training set, its readings and their raw bytes. */
package io.lepton.jobs.explain;
