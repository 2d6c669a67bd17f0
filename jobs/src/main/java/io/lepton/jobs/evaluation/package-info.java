/**
 * A model version on held-out devices: figures, baselines beside them, alarms, pairs of versions.
 */
package io.lepton.jobs.evaluation;
