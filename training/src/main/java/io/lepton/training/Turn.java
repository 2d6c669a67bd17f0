package io.lepton.training;

import java.io.Serializable;

/**
 * A worker's turn.
 *
 * @param first mini-batches of the epoch that are done
 * @param count mini-batches between two averagings
 * @param rounds to go through, at most
 */
record Turn(int first, int count, int rounds) implements Serializable {}
