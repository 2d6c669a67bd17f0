package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.features.alarm.AlarmRule;
import io.lepton.lake.model.StoredModel;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies beside networks once they are trained.
 *
 * @param alarm which scores are unusual; for models that give windows back
 * @param intervals how far around a predicted number the truth may lie
 * @param usual what stands in for a sensor that is hidden from them
 */
public record Calibration(AlarmRule alarm, PredictionIntervals intervals, UsualWindow usual)
    implements Serializable {
  /** Nothing does. */
  public static final Calibration NONE =
      new Calibration(AlarmRule.NONE, PredictionIntervals.NONE, UsualWindow.NONE);

  /** Checks that nothing is null. */
  public Calibration {
    requireNonNull(alarm, "alarm");
    requireNonNull(intervals, "intervals");
    requireNonNull(usual, "usual");
  }

  /** The files it is kept in; none for what there is not. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    if (!alarm.isNone()) {
      files.put(AlarmRule.FILE, alarm.json().getBytes(StandardCharsets.UTF_8));
    }
    if (!intervals.bins().isEmpty()) {
      files.put(PredictionIntervals.FILE, intervals.json());
    }
    if (!usual.isNone()) {
      files.put(UsualWindow.FILE, usual.json());
    }
    return files;
  }

  /** That of a model version. */
  static Calibration of(StoredModel stored) {
    return new Calibration(
        stored.files().containsKey(AlarmRule.FILE)
            ? AlarmRule.parse(new String(stored.file(AlarmRule.FILE), StandardCharsets.UTF_8))
            : AlarmRule.NONE,
        stored.files().containsKey(PredictionIntervals.FILE)
            ? PredictionIntervals.parse(stored.file(PredictionIntervals.FILE))
            : PredictionIntervals.NONE,
        stored.files().containsKey(UsualWindow.FILE)
            ? UsualWindow.parse(stored.file(UsualWindow.FILE))
            : UsualWindow.NONE);
  }
}
