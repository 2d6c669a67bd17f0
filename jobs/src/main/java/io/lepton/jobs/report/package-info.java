/**
 * The report of a pipeline as one HTML file; start from {@code ReportPage} and {@code ReportData}.
 * Pure rendering: no Spark, no clock. Non-null unless Optional.
 */
package io.lepton.jobs.report;
