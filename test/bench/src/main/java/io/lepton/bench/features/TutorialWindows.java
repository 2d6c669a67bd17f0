package io.lepton.bench.features;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Windows as a tutorial has them: each collected by a window function, as one flat list of floats,
 * written down whole, and read again for a trainer.
 */
final class TutorialWindows {
  private final int length;
  private final int miniBatch;

  TutorialWindows(int length, int miniBatch) {
    this.length = length;
    this.miniBatch = miniBatch;
  }

  /** Writes them. */
  void build(Dataset<Row> silver, Path target) {
    String window =
        "partition by device_id order by event_time rows between %d preceding and current row"
            .formatted(length - 1);
    silver
        .selectExpr(
            "device_id",
            "event_time",
            "flatten(collect_list(array(%s)) over (%s)) as inputs"
                .formatted(MadeUpFleet.channels("float(%s)"), window),
            "float(lead(c0) over (partition by device_id order by event_time)) as target")
        .where("size(inputs) = %d and target is not null".formatted(length * MadeUpFleet.CHANNELS))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(target.toString());
  }

  /** Fills mini-batches with them, as a trainer does; how many there were. */
  long read(Dataset<Row> windows) {
    int size = length * MadeUpFleet.CHANNELS;
    int capacity = miniBatch;
    return windows
        .toJavaRDD()
        .mapPartitions(
            rows -> {
              float[] inputs = new float[capacity * size];
              float[] outputs = new float[capacity];
              long count = 0;
              while (rows.hasNext()) {
                Row row = rows.next();
                int place = (int) (count++ % capacity);
                int next = place * size;
                for (float number : row.<Float>getList(2)) {
                  inputs[next++] = number;
                }
                outputs[place] = row.getFloat(3);
              }
              return List.of(count).iterator();
            })
        .reduce(Long::sum);
  }
}
