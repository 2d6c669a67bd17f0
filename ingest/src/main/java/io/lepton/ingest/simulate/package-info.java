/**
 * A fleet of simulated turbofan engines whose true wear, failures and delivery faults are known;
 * start from {@code FleetSimulator}, {@code FleetConfig} and {@code SimulationTruth}. Non-null
 * unless Optional.
 */
package io.lepton.ingest.simulate;
