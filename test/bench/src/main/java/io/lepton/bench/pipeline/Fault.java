package io.lepton.bench.pipeline;

import java.util.Locale;

/** What happens to a pipeline at work, in this order and then from the beginning. */
enum Fault {
  /** Ingest is killed with -9. */
  INGEST_KILLED,
  /** Stream scoring is killed with -9. */
  SCORING_KILLED,
  /** The broker is killed with -9 and started again at once. */
  BROKER_KILLED,
  /** The broker is stopped and away for twenty seconds. */
  BROKER_AWAY,
  /** No fault, but in the way: 'lepton maintain' puts the small files of all tables together. */
  MAINTENANCE;

  /** For a line of the report. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
