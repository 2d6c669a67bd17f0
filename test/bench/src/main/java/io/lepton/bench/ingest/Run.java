package io.lepton.bench.ingest;

/**
 * One run of one peer.
 *
 * @param peer its name
 * @param round 0 is the warm-up
 * @param wall seconds that passed
 * @param cpu processor seconds of this process
 * @param brokerCpu processor seconds of the broker; NaN where the system does not say
 */
record Run(String peer, int round, double wall, double cpu, double brokerCpu) {}
