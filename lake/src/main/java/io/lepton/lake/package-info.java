/**
 * The foundation: configuration, session, tables, streams and the model store; start from {@code
 * table.Lake}, {@code config.ConfigReader} and {@code PipelineException}. Non-null unless Optional.
 */
package io.lepton.lake;
