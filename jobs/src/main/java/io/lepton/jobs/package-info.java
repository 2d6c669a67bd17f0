/**
 * {@code lepton}: start from {@code JobCli}, {@code config.PipelineConfig} and {@code
 * pipeline.PipelineJob}.
 */
package io.lepton.jobs;
