/** A standalone Spark cluster on one machine. */
package io.lepton.jobs.cluster;
