package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Cuts examples out of segments: windows with their targets, the copies among them changed a
 * little.
 *
 * @param windows how windows are cut
 * @param targets what is to be learned from them
 * @param augmentation how copies are changed
 */
public record Examples(Windows windows, Targets targets, Augmentation augmentation)
    implements Serializable {
  /** Checks that nothing is null. */
  public Examples {
    requireNonNull(windows, "windows");
    requireNonNull(targets, "targets");
    requireNonNull(augmentation, "augmentation");
  }

  /**
   * Writes one example.
   *
   * @param segment where the window is
   * @param window its number in the segment
   * @param inputs where the window goes, {@link Windows#size} numbers
   * @param outputs where its target goes, {@link Targets#size} numbers
   * @param row place of the example in both, counted in examples
   */
  public void cut(Segment segment, int window, float[] inputs, float[] outputs, int row) {
    int offset = row * windows.size();
    int copy = segment.copies()[window];
    int end = segment.ends()[window];
    if (copy == 0) {
      windows.cut(segment.rows(), 0, end, inputs, offset);
    } else {
      augmentation.cut(windows, segment, window, inputs, offset);
    }
    targets.lastValues().ifPresent(last -> last.remove(inputs, offset));
    targets.write(segment, window, new Targets.Cut(inputs, offset), outputs, row * targets.size());
  }
}
