/**
 * Reads a HOCON file into records and tells all its mistakes at once; start from {@code
 * ConfigReader}, {@code InvalidConfigException} and {@code Secret}. Non-null unless Optional.
 */
package io.lepton.lake.config;
