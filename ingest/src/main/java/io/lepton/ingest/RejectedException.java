package io.lepton.ingest;

/** A payload that goes to quarantine. Without a stack trace: it is data, and there may be many. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RejectedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
