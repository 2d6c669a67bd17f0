/** Lepton on clusters of real processes; run with {@code mvn verify -Pcluster}. */
package io.lepton.e2e.cluster;
