package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Truths;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predictions made in operation, each beside what came of its reading: rows as {@link WindowResult}
 * has them, with the reading's sequence. The label is null while nobody knows it. The loss is then
 * not a number, nor is it where the table does not say how probable the truth was held.
 */
final class Outcomes {
  /** What a row has. */
  static final StructType COLUMNS =
      WindowResult.COLUMNS.add(TelemetryTables.SEQUENCE, DataTypes.LongType);

  private final JobContext context;
  private final FeatureSpec spec;
  private final Dataset<Row> truths;

  /** What is known by now of the readings of a specification. */
  Outcomes(JobContext context, FeatureSpec spec) {
    this.context = context;
    this.spec = spec;
    this.truths =
        Truths.of(FeaturesJob.silver(context).read(), FeaturesJob.events(context).read(), spec);
  }

  /** What a version has said, by a table of predictions, with what came of it. */
  Dataset<Row> of(TableId table, ModelVersion version) {
    return said(table, version)
        .join(truths, Columns.names(TelemetryTables.READING_KEY), "left")
        .map(new Compare(spec), Encoders.row(COLUMNS));
  }

  private Dataset<Row> said(TableId table, ModelVersion version) {
    return context
        .lake()
        .existing(table, "lepton score")
        .read()
        .where(col(PredictionTable.MODEL).equalTo(version.name()))
        .where(col(PredictionTable.MODEL_VERSION).equalTo(version.number()))
        .where(col(PredictionTable.PREDICTION).isNotNull());
  }

  private record Compare(FeatureSpec spec) implements MapFunction<Row, Row> {
    @Override
    public Row call(Row row) {
      return row.isNullAt(row.fieldIndex(Truths.TRUTH)) ? row(row, null, -1) : known(row);
    }

    private Row known(Row row) {
      Label label = spec.label();
      double truth = row.getAs(Truths.TRUTH);
      double said = row.getAs(PredictionTable.PREDICTION);
      return switch (label.task()) {
        case REGRESSION -> row(row, truth, -1, Math.pow(said - truth, 2), Math.abs(said - truth));
        case CLASSIFICATION -> {
          int predicted = label.classes().indexOf(row.<String>getAs(PredictionTable.CLASS));
          double[] classes = label.classes().size() == 2 ? new double[] {1 - said, said} : null;
          if (classes == null && truth > 0) {
            yield row(row, truth, predicted); // the table has the first class's probability alone
          }
          double right = classes == null ? 1 - said : classes[(int) truth];
          yield row(row, truth, predicted, WindowResult.crossEntropy(right), 1 - right);
        }
        case FORECAST -> forecast(row, (Forecast) label);
        case RECONSTRUCTION -> row(row, truth, -1);
      };
    }

    /** Scaled, as the evaluation has it. */
    private Row forecast(Row row, Forecast label) {
      List<Double> came = row.getList(row.fieldIndex(Truths.AHEAD));
      List<Double> said = row.getList(row.fieldIndex(PredictionTable.FORECAST));
      double squared = 0;
      double absolute = 0;
      for (int i = 0; i < came.size(); i++) {
        String channel = label.channels().get(i / label.steps());
        double error = spec.scaled(channel, said.get(i)) - came.get(i);
        squared += error * error;
        absolute += Math.abs(error);
      }
      return row(
          row, came.get(label.steps() - 1), -1, squared / came.size(), absolute / came.size());
    }

    private Row row(Row row, Double truth, int predicted, double... losses) {
      double said = row.getAs(PredictionTable.PREDICTION);
      return RowFactory.create(
          row.getAs(TelemetryTables.DEVICE_ID),
          row.getAs(TelemetryTables.EVENT_TIME),
          row.getAs(PredictionTable.MODEL),
          row.getAs(PredictionTable.MODEL_VERSION),
          truth,
          said,
          predicted,
          losses.length == 0 ? Double.NaN : losses[0],
          Double.NaN,
          losses.length == 0 ? Double.NaN : losses[1],
          row.getAs(PredictionTable.LOWER),
          row.getAs(PredictionTable.UPPER),
          spec.label().classes().size() == 2 ? new double[] {1 - said, said} : null,
          row.getAs(TelemetryTables.SEQUENCE));
    }
  }
}
