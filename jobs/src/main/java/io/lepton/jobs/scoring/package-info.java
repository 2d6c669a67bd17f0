/** Silver to predictions, once or as a stream. */
package io.lepton.jobs.scoring;
