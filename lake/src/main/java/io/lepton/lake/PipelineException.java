package io.lepton.lake;

import static java.util.Objects.requireNonNull;

/**
 * What the user can put right: its text is printed as it is, without a stack trace.
 *
 * <p>Form: {@code Cannot <verb> <thing>: <found> (expected: <what>). <What to do.>}
 */
public class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who has to act, and with which exit code the command ends. */
  public enum Kind {
    /** The configuration or the command line is wrong. */
    CONFIG(2),
    /** Data or a table is not what its contract says. */
    DATA(3),
    /** Kafka, storage or another part of the world is away. */
    OUTSIDE(4),
    /** Another job is at work on the same model or lake. */
    BUSY(5);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the command line. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  /** An error with its full text. */
  public PipelineException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind");
  }

  /** An error with its full text and what led to it. */
  public PipelineException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  /** Something in the configuration: exit code 2. */
  public static PipelineException config(String message) {
    return new PipelineException(Kind.CONFIG, message);
  }

  /** Something in the data: exit code 3. */
  public static PipelineException data(String message) {
    return new PipelineException(Kind.DATA, message);
  }

  /** Something in the outside world: exit code 4. */
  public static PipelineException outside(String message, Throwable cause) {
    return new PipelineException(Kind.OUTSIDE, message, cause);
  }

  /** Who has to act. */
  public Kind kind() {
    return kind;
  }
}
