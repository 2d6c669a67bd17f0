package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.training.evaluation.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The performance table: a row for each figure of a version's month. */
public final class PerformanceTable {
  private static final List<String> KEY = List.of("model", "model_version", "month", "metric");

  private final JobContext context;
  private final TableId id;

  /** The lake's table, which may not be there yet. */
  public PerformanceTable(JobContext context) {
    this.context = context;
    this.id = context.config().evaluation().performance();
  }

  private static TableSpec spec(TableId id) {
    return TableSpec.of(
        id,
        column("model", DataTypes.StringType),
        column("model_version", DataTypes.IntegerType),
        column("month", DataTypes.StringType),
        column("metric", DataTypes.StringType),
        column("value", DataTypes.DoubleType),
        column("low", DataTypes.DoubleType),
        column("high", DataTypes.DoubleType),
        column("promised", DataTypes.DoubleType),
        column("promised_low", DataTypes.DoubleType),
        column("promised_high", DataTypes.DoubleType),
        column("verdict", DataTypes.StringType),
        column("readings", DataTypes.LongType),
        column("devices", DataTypes.LongType),
        column("censored_readings", DataTypes.LongType),
        column("censored_devices", DataTypes.LongType));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  static String code(Performance.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What was measured last of a version: the whole time, then its months; none if nothing was. */
  public List<Performance.Period> of(ModelVersion version) {
    if (!context.lake().has(id)) {
      return List.of();
    }
    Map<String, Row> months = new TreeMap<>(Comparator.comparing(PerformanceTable::inOrder));
    Map<String, List<Performance.Figure>> figures = new HashMap<>();
    for (Row row :
        context
            .lake()
            .existing(id, "lepton performance")
            .read()
            .where(col("model").equalTo(version.name()))
            .where(col("model_version").equalTo(version.number()))
            .orderBy("metric")
            .collectAsList()) {
      months.put(row.getAs("month"), row);
      figures.computeIfAbsent(row.getAs("month"), month -> new ArrayList<>()).add(figure(row));
    }
    return months.entrySet().stream()
        .map(
            month ->
                new Performance.Period(
                    month.getKey(),
                    count(month.getValue(), ""),
                    count(month.getValue(), "censored_"),
                    figures.get(month.getKey())))
        .toList();
  }

  private static String inOrder(String month) {
    return month.equals(Performance.Period.ALL) ? "" : month;
  }

  private static Performance.Count count(Row row, String kind) {
    return new Performance.Count(
        row.<Long>getAs(kind + "readings"), row.<Long>getAs(kind + "devices"));
  }

  private static Performance.Figure figure(Row row) {
    return new Performance.Figure(
        row.getAs("metric"),
        value(row, "value", ""),
        row.getAs("promised") == null
            ? Optional.empty()
            : Optional.of(value(row, "promised", "promised_")),
        verdict(row.getAs("verdict")));
  }

  private static Performance.Value value(Row row, String name, String interval) {
    Double low = row.getAs(interval + "low");
    Double high = row.getAs(interval + "high");
    return new Performance.Value(
        row.<Double>getAs(name),
        low == null || high == null ? Optional.empty() : Optional.of(new Interval(low, high)));
  }

  private static Performance.Verdict verdict(String code) {
    return Performance.Verdict.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Puts what was measured in place of what was known before. */
  void keep(List<Performance> measured) {
    List<Row> rows = new ArrayList<>();
    for (Performance version : measured) {
      for (Performance.Period period : version.periods()) {
        period.figures().forEach(figure -> rows.add(row(version, period, figure)));
      }
    }
    if (!rows.isEmpty()) {
      context
          .lake()
          .open(spec(id))
          .put(context.session().createDataFrame(rows, spec(id).columns()), KEY);
    }
  }

  private static Row row(
      Performance version, Performance.Period period, Performance.Figure figure) {
    Optional<Interval> found = figure.found().interval();
    Optional<Interval> promised = figure.promised().flatMap(Performance.Value::interval);
    return RowFactory.create(
        version.model().name(),
        version.model().number(),
        period.month(),
        figure.name(),
        figure.found().value(),
        found.map(Interval::low).orElse(null),
        found.map(Interval::high).orElse(null),
        figure.promised().map(Performance.Value::value).orElse(null),
        promised.map(Interval::low).orElse(null),
        promised.map(Interval::high).orElse(null),
        code(figure.verdict()),
        period.known().readings(),
        period.known().devices(),
        period.censored().readings(),
        period.censored().devices());
  }
}
