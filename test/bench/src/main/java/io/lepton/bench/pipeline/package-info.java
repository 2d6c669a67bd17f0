/** Whole pipelines, by the commands that a user gives. */
package io.lepton.bench.pipeline;
