package io.lepton.training;

/**
 * When a training is saved: after the first epoch, and then whenever at least twenty times as long
 * has gone by as saving took, so that it costs one part in twenty at most; and when the network is
 * done.
 */
final class SavingRhythm {
  private static final int PARTS = 20;

  private final Checkpoints checkpoints;
  private double savingSeconds;
  private double sinceSaved;

  SavingRhythm(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** An epoch took so long; saves the training if it is time. */
  void after(double epochSeconds, TrainingProgress progress) {
    sinceSaved += epochSeconds;
    if (sinceSaved < PARTS * savingSeconds) {
      return;
    }
    save(progress);
  }

  /** What is still to come, such as other networks of an ensemble, may be broken off, too. */
  void atTheEnd(TrainingProgress progress) {
    save(progress);
  }

  private void save(TrainingProgress progress) {
    long start = System.nanoTime();
    checkpoints.save(progress.epochs().size(), () -> ProgressBytes.write(progress));
    savingSeconds = (System.nanoTime() - start) / 1e9;
    sinceSaved = 0;
  }
}
