package io.lepton.ingest.payload;

/** A payload that goes to quarantine. Without a stack trace: it is data, and there may be many. */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** A rejection; the message says what was found and what was expected. */
  public RejectedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
