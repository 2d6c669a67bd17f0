/**
 * The recipes and the command line; start from {@code JobCli}, {@code PipelineConfig} and {@code
 * PipelineJob}. Non-null unless Optional.
 */
package io.lepton.jobs;
