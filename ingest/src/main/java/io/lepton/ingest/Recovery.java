package io.lepton.ingest;

/** What ingest may do besides going on where it was, because somebody said so. */
public enum Recovery {
  /** Go on behind offsets that Kafka no longer has; the loss is recorded in the lake. */
  ACCEPT_LOSS,
  /** Set the checkpoint aside and make a new one from what the lake holds. */
  REBUILD_CHECKPOINT
}
