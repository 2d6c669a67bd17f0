/** Training sets at size, beside the way a tutorial builds them; start from FeatureBenchmark. */
package io.lepton.bench.features;
