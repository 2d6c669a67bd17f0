/** Benchmarks of training; each class names the command that runs it. Non-null unless Optional. */
package io.lepton.bench.training;
