/**
 * A training set to a model version: networks, intervals, alarm threshold, what is left of a
 * training that broke off.
 */
package io.lepton.jobs.training;
