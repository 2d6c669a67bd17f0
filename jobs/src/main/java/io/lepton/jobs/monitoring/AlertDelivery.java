package io.lepton.jobs.monitoring;

import static org.apache.spark.sql.functions.col;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertsConfig;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells the sinks what they were not told yet. What one has taken is a row of a table beside the
 * alerts, written after it has: killed in between, it is sent again.
 */
final class AlertDelivery {
  private static final List<String> KEY = List.of("sink", "notice");

  private final JobContext context;
  private final List<AlertSink> sinks;

  AlertDelivery(JobContext context, List<AlertSink> sinks) {
    this.context = context;
    this.sinks = List.copyOf(sinks);
  }

  /** The sinks of the configuration. */
  static List<AlertSink> sinks(JobContext context) {
    AlertsConfig.Sinks config = context.config().alerts().sinks();
    List<AlertSink> sinks = new ArrayList<>();
    config
        .topic()
        .ifPresent(
            topic ->
                sinks.add(new TopicSink(context.config().ingest().kafka().clientOptions(), topic)));
    config.webhook().ifPresent(url -> sinks.add(new WebhookSink(url, config.timeout())));
    return sinks;
  }

  static TableSpec spec(String alerts) {
    return TableSpec.of(
        new TableId(Layer.GOLD, alerts + "_sent"),
        DataTypes.createStructField("sink", DataTypes.StringType, true),
        DataTypes.createStructField("notice", DataTypes.StringType, true),
        DataTypes.createStructField("sent_at", DataTypes.TimestampType, true));
  }

  /**
   * Sends what is left to say.
   *
   * @return what went wrong, a problem for each sink at most
   */
  List<PipelineException> send(List<Alert> alerts) {
    List<PipelineException> problems = new ArrayList<>();
    for (AlertSink sink : sinks) {
      LakeTable sent = context.lake().open(spec(context.config().alerts().table()));
      Set<String> known = new HashSet<>();
      sent.read()
          .where(col("sink").equalTo(sink.name()))
          .select("notice")
          .collectAsList()
          .forEach(row -> known.add(row.getString(0)));
      List<AlertNotice> fresh =
          alerts.stream()
              .flatMap(alert -> AlertNotice.of(alert).stream())
              .filter(notice -> !known.contains(notice.id()))
              .toList();
      if (!fresh.isEmpty()) {
        send(sink, fresh, sent, problems);
      }
    }
    return problems;
  }

  private void send(
      AlertSink sink, List<AlertNotice> fresh, LakeTable sent, List<PipelineException> problems) {
    List<Row> taken = new ArrayList<>();
    try {
      sink.send(
          fresh,
          notice ->
              taken.add(
                  RowFactory.create(
                      sink.name(), notice.id(), Timestamp.from(context.clock().instant()))));
    } catch (PipelineException e) {
      problems.add(e);
    }
    if (!taken.isEmpty()) {
      sent.appendNew(context.session().createDataFrame(taken, sent.read().schema()), KEY);
    }
  }
}
