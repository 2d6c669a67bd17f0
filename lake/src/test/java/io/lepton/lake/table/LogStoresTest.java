package io.lepton.lake.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class LogStoresTest {
  private final SparkConf spark = new SparkConf(false);

  @Test
  void onS3SomebodyHasToSayHowWritersAreKeptApart() {
    Path lake = new Path("s3a://bucket/lake");
    assertThatThrownBy(() -> LogStores.requireChosen(lake, spark))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot open lake 's3a://bucket/lake': two commands at a time could replace each"
                + " other's commits there (expected: spark.delta.logStore.s3a.impl).");
    spark.set("spark.delta.logStore.s3a.impl", "io.delta.storage.S3SingleDriverLogStore");
    assertThatCode(() -> LogStores.requireChosen(lake, spark)).doesNotThrowAnyException();
  }

  @Test
  void whereFilesAreNotReplacedNobodyHasTo() {
    for (String lake : new String[] {"file:/lakes/plant", "hdfs://host/lakes/plant"}) {
      assertThatCode(() -> LogStores.requireChosen(new Path(lake), spark))
          .doesNotThrowAnyException();
    }
  }
}
