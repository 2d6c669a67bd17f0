/** Recipes of several jobs: the pipeline and the demo. */
package io.lepton.jobs.pipeline;
