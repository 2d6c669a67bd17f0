package io.lepton.lake.lock;

import java.util.regex.Pattern;

/**
 * What a job wants for itself.
 *
 * @param name of the scope's folder
 */
public record LockScope(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,70}");
  private static final String MODEL = "model-";

  /** The whole lake: no other scope of it is held meanwhile. */
  public static final LockScope LAKE = new LockScope("lake");

  /** Checks the name. */
  public LockScope {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("scope: '%s' (expected: %s)".formatted(name, NAME));
    }
  }

  /** One model of it, with its training set and predictions. */
  public static LockScope model(String model) {
    return new LockScope(MODEL + model);
  }

  /** Whether two jobs may not be at work side by side. */
  boolean excludes(LockScope other) {
    return equals(other) || equals(LAKE) || other.equals(LAKE);
  }

  /** For messages. */
  public String described() {
    return equals(LAKE) ? "the lake" : "model '" + name.substring(MODEL.length()) + "'";
  }
}
