package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Something about the data that a person should know before a model is trained on it.
 *
 * @param severity whether training makes sense at all
 * @param code what kind of finding it is; stays the same when its text changes
 * @param text what was found, what was expected, and what to do
 */
public record Finding(Severity severity, String code, String text) implements Serializable {
  /** Whether training makes sense at all. */
  public enum Severity {
    /** Nothing can be learned. */
    REFUSE,
    /** A model can be trained, and may be worse for it. */
    WARN
  }

  /** Checks that all is there. */
  public Finding {
    requireNonNull(severity, "severity");
    requireNonNull(code, "code");
    requireNonNull(text, "text");
  }
}
