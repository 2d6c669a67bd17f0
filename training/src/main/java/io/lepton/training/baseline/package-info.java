/**
 * Simple models, fitted on the same training set as a network: what it has to beat to be worth its
 * trouble.
 */
package io.lepton.training.baseline;
