package io.lepton.bench.pipeline;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.stddev;

import io.lepton.bench.ingest.TutorialJob;
import io.lepton.bench.ingest.Workload;
import io.lepton.bench.ingest.Workload.Published;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.session.SparkSessions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What one would write in Lepton's place from the tutorials of Spark, Delta and Deeplearning4j: one
 * program that takes messages to a table, collects windows by a window function, fits a network on
 * the driver and asks it in the executors. Nothing is removed twice, counted or resumed.
 */
@Command(name = "tutorial-pipeline", hidden = true)
public final class TutorialPipeline implements Callable<Integer> {
  private static final int MINI_BATCH = 256;
  private static final int LENGTH = MadeUpPipeline.LENGTH;
  private static final List<String> CHANNELS = MadeUpPipeline.CHANNELS;

  private static final StructType PREDICTION =
      new StructType()
          .add("device", DataTypes.StringType)
          .add("time", DataTypes.LongType)
          .add("prediction", DataTypes.FloatType);

  @Option(names = "--servers", required = true)
  private String servers;

  @Option(names = "--topic", required = true)
  private String topic;

  @Option(names = "--to", required = true)
  private Path folder;

  @Override
  public Integer call() throws IOException {
    try (SparkSessions.Handle handle =
        SparkSessions.open("tutorial", Map.of("spark.master", "local[*]"))) {
      SparkSession spark = handle.session();
      Published unknown = new Published(0, 0, 0, 0);
      new TutorialJob()
          .run(new Workload(spark, servers, topic, TimeFormat.EPOCH_MILLIS, unknown), folder);
      String windows = folder.resolve("windows").toString();
      windows(spark.read().format("delta").load(folder.resolve(TutorialJob.TABLE).toString()))
          .write()
          .parquet(windows);
      MultiLayerNetwork network = network();
      fit(network, spark.read().parquet(windows).where("label is not null").toLocalIterator());
      File model = folder.resolve("model.zip").toFile();
      network.save(model);
      spark
          .read()
          .parquet(windows)
          .mapPartitions(
              (MapPartitionsFunction<Row, Row>) rows -> ask(model, rows), Encoders.row(PREDICTION))
          .write()
          .format("delta")
          .mode(SaveMode.ErrorIfExists)
          .save(folder.resolve("predictions").toString());
    }
    return 0;
  }

  /** Scaled readings, fifty at a time, and the first channel's next one. */
  private static Dataset<Row> windows(Dataset<Row> readings) {
    List<Column> moments = new ArrayList<>();
    CHANNELS.forEach(name -> moments.addAll(List.of(avg(name), stddev(name))));
    Row found =
        readings
            .agg(moments.get(0), moments.subList(1, moments.size()).toArray(Column[]::new))
            .head();
    Dataset<Row> scaled = readings;
    for (int c = 0; c < CHANNELS.size(); c++) {
      Column column =
          col(CHANNELS.get(c)).minus(found.getDouble(2 * c)).divide(found.getDouble(2 * c + 1));
      scaled = scaled.withColumn(CHANNELS.get(c), column.cast("float"));
    }
    String array = CHANNELS.stream().collect(Collectors.joining(", ", "array(", ")"));
    return scaled
        .select(
            col("device"),
            col("time"),
            expr("collect_list(%s) over (partition by device order by time rows between %d preceding and current row)"
                    .formatted(array, LENGTH - 1))
                .as("window"),
            expr("lead(c0) over (partition by device order by time)").as("label"))
        .where("size(window) = " + LENGTH);
  }

  private static MultiLayerNetwork network() {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-3))
            .activation(Activation.TANH)
            .list();
    convolution(layers, CHANNELS.size(), 16, 9, ConvolutionMode.Same);
    convolution(layers, 16, 16, 9, ConvolutionMode.Same);
    convolution(layers, 16, 32, LENGTH, ConvolutionMode.Truncate);
    layers.layer(new GlobalPoolingLayer.Builder(PoolingType.SUM).build());
    layers.layer(new DenseLayer.Builder().nIn(32).nOut(32).build());
    layers.layer(
        new OutputLayer.Builder(LossFunction.MSE)
            .nIn(32)
            .nOut(1)
            .activation(Activation.IDENTITY)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static void convolution(
      NeuralNetConfiguration.ListBuilder layers,
      int in,
      int out,
      int kernel,
      ConvolutionMode mode) {
    layers.layer(
        new Convolution1DLayer.Builder(kernel)
            .rnnDataFormat(RNNFormat.NCW)
            .nIn(in)
            .nOut(out)
            .convolutionMode(mode)
            .build());
  }

  private static void fit(MultiLayerNetwork network, Iterator<Row> rows) {
    List<Row> some = new ArrayList<>();
    while (rows.hasNext()) {
      some.add(rows.next());
      if (some.size() == MINI_BATCH || !rows.hasNext()) {
        float[] labels = new float[some.size()];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = some.get(i).<Float>getAs("label");
        }
        network.fit(
            new DataSet(inputs(some), Nd4j.create(labels, new long[] {labels.length, 1}, 'c')));
        some.clear();
      }
    }
  }

  private static INDArray inputs(List<Row> rows) {
    float[] numbers = new float[rows.size() * CHANNELS.size() * LENGTH];
    for (int r = 0; r < rows.size(); r++) {
      List<scala.collection.Seq<Float>> window =
          rows.get(r).getList(rows.get(r).fieldIndex("window"));
      for (int t = 0; t < LENGTH; t++) {
        for (int c = 0; c < CHANNELS.size(); c++) {
          numbers[(r * CHANNELS.size() + c) * LENGTH + t] = window.get(t).apply(c);
        }
      }
    }
    return Nd4j.create(numbers, new long[] {rows.size(), CHANNELS.size(), LENGTH}, 'c');
  }

  private static Iterator<Row> ask(File model, Iterator<Row> rows) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(model, false);
    return new Iterator<>() {
      private final List<Row> ready = new ArrayList<>();

      @Override
      public boolean hasNext() {
        return !ready.isEmpty() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (ready.isEmpty()) {
          List<Row> some = new ArrayList<>();
          while (some.size() < MINI_BATCH && rows.hasNext()) {
            some.add(rows.next());
          }
          float[] answers = network.output(inputs(some)).toFloatVector();
          for (int i = some.size() - 1; i >= 0; i--) {
            ready.add(
                RowFactory.create(
                    some.get(i).getAs("device"), some.get(i).getAs("time"), answers[i]));
          }
        }
        return ready.remove(ready.size() - 1);
      }
    };
  }
}
