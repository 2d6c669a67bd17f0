/** What benchmarks say: figures with their spread, ratios first, and the machine they are of. */
package io.lepton.bench.report;
