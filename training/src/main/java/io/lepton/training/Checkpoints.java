package io.lepton.training;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where an unfinished training is kept, so that whoever starts it again goes on from there. It
 * belongs to one training: the same configuration over the same training set.
 */
public interface Checkpoints {
  /** Keeps nothing. */
  Checkpoints NONE = new NoCheckpoints();

  /**
   * Keeps a training as it is after so many epochs: whole or not at all, in place of older ones.
   */
  void save(int epochs, Supplier<byte[]> content);

  /** What was saved last. */
  Optional<byte[]> newest();
}
