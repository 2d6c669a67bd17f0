/** The Spark session; start from {@code SparkSessions}. Non-null unless Optional. */
package io.lepton.lake.session;
