package io.lepton.lake.table;

/**
 * A table has been rewritten since an appender last looked, so that what the appender's files hold
 * may be there already. Nothing was written. The appender has looked again: make the files anew.
 */
public final class OvertakenException extends Exception {
  private static final long serialVersionUID = 1L;

  OvertakenException(TableId id, Throwable cause) {
    super("%s has been rewritten (expected: by nobody since the last look)".formatted(id), cause);
  }
}
