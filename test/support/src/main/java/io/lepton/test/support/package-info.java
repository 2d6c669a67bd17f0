/** Fixtures for tests; start from {@code SparkExtension}. Non-null unless Optional. */
package io.lepton.test.support;
