/** Scoring, beside the networks alone and PyTorch. */
package io.lepton.bench.scoring;
