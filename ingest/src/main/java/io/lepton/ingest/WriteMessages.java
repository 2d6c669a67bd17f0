package io.lepton.ingest;

import io.lepton.ingest.recent.RecentReadings;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Takes the messages of one partition to files of bronze, quarantine and silver, in one pass. The
 * files are nobody's until the driver commits them.
 */
final class WriteMessages implements FlatMapFunction<Iterator<InternalRow>, Written> {
  private static final long serialVersionUID = 1L;

  private final WritePlan plan;

  WriteMessages(WritePlan plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<Written> call(Iterator<InternalRow> rows) {
    RecentReadings recent =
        RecentReadings.of(
            plan.silver().files().location(),
            plan.following().run(),
            plan.topic().arrival().duplicateHorizon());
    if (!recent.follow(
        plan.following(),
        RecentReadings.reader(recent, plan.silver().files(), MessageTaker.channels(plan)))) {
      return List.of(Written.behind()).iterator();
    }
    try (MessageTaker taker = new MessageTaker(plan, recent)) {
      while (rows.hasNext()) {
        taker.take(rows.next());
      }
      return List.of(taker.finish()).iterator();
    }
  }
}
