/** Kafka, files and the simulator to silver; what was quarantined, and rebuilding. */
package io.lepton.jobs.ingest;
