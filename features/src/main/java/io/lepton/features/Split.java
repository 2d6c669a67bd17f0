package io.lepton.features;

import java.util.Locale;

/** What a device's readings are used for. */
public enum Split {
  /** Statistics and weights come from these. */
  TRAIN,
  /** These choose between models. */
  VALIDATION,
  /** These only measure. */
  TEST;

  /** As it stands in the table. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
