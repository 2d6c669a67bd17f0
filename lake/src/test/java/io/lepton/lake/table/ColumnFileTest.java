package io.lepton.lake.table;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ColumnFileTest {
  private static final StructType COLUMNS =
      new StructType()
          .add("text", StringType)
          .add("number", DoubleType)
          .add("map", DataTypes.createMapType(StringType, StringType))
          .add("count", LongType)
          .add("int", IntegerType)
          .add("yes", BooleanType)
          .add("time", TimestampType)
          .add("day", DateType)
          .add("bytes", BinaryType);

  private SparkSession spark;

  @TempDir private Path folder;

  @BeforeEach
  void keepSession(SparkSession session) {
    spark = session;
  }

  @Test
  void sparkReadsEveryCellAsItWasSet() {
    try (TableFileWriter file = file()) {
      fill(file.row(), 7);
      file.write();
      file.row();
      file.write();
      file.finish();
    }

    List<Row> rows = read().sort("count").collectAsList();
    assertThat(rows.get(0)).isEqualTo(RowFactory.create(new Object[COLUMNS.size()]));
    Row row = rows.get(1);
    assertThat(row.getString(0)).isEqualTo("text 7");
    assertThat(row.getDouble(1)).isEqualTo(7.5);
    assertThat(row.getJavaMap(2)).isEqualTo(Map.of("a", "7", "b", "x"));
    assertThat(row.getLong(3)).isEqualTo(7);
    assertThat(row.getInt(4)).isEqualTo(-7);
    assertThat(row.getBoolean(5)).isTrue();
    assertThat(row.getTimestamp(6)).isEqualTo(Timestamp.valueOf("1970-01-01 00:00:07.000001"));
    assertThat(row.getDate(7)).isEqualTo(Date.valueOf("1970-01-08"));
    assertThat((byte[]) row.get(8)).containsExactly(7);
  }

  @Test
  void anEmptyMapIsNotANull() {
    try (TableFileWriter file = file()) {
      file.row().set(2, Map.of());
      file.write();
      file.finish();
    }

    assertThat(read().first().getJavaMap(2)).isEmpty();
  }

  @Test
  void manyPagesHoldWhatOneRowHolds() {
    long rows = 50_000;
    try (TableFileWriter file = file()) {
      for (int i = 0; i < rows; i++) {
        Cells row = file.row();
        if (i % 3 != 0) {
          fill(row, i);
        }
        file.write();
      }
      assertThat(file.finish().orElseThrow().rows()).isEqualTo(rows);
    }

    Row sums =
        read()
            .selectExpr(
                "count(*)",
                "sum(number)",
                "sum(count)",
                "sum(cast(map['a'] as long))",
                "count(text)",
                "sum(cast(substr(text, 6) as long))")
            .first();
    long left = rows - (rows + 2) / 3;
    long sum = java.util.stream.LongStream.range(0, rows).filter(i -> i % 3 != 0).sum();
    assertThat(sums.mkString(" "))
        .isEqualTo("%d %s %d %d %d %d".formatted(rows, sum + left / 2.0, sum, sum, left, sum));
  }

  @Test
  void whatDoesNotBecomeSmallerIsNotCompressed() throws IOException {
    Random random = new Random(1);
    NewFile written;
    try (TableFileWriter file = file()) {
      for (int i = 0; i < 30_000; i++) {
        Cells row = file.row();
        row.set(1, random.nextDouble());
        row.set(3, 5L);
        file.write();
      }
      written = file.finish().orElseThrow();
    }

    Map<String, CompressionCodecName> codecs = new LinkedHashMap<>();
    footer(written)
        .getBlocks()
        .get(0)
        .getColumns()
        .forEach(column -> codecs.put(column.getPath().toDotString(), column.getCodec()));
    assertThat(codecs)
        .containsEntry("number", CompressionCodecName.UNCOMPRESSED)
        .containsEntry("count", CompressionCodecName.SNAPPY);
    assertThat(read().agg(sum("count"), count("number")).first())
        .isEqualTo(RowFactory.create(150_000L, 30_000L));
  }

  @Test
  void pagesSayWhatTheyHold() throws IOException {
    NewFile written;
    try (TableFileWriter file = file()) {
      for (int i = -30_000; i < 30_000; i++) {
        Cells row = file.row();
        if (i % 2 == 0) {
          row.set(1, i / 4.0);
          row.set(3, (long) i);
          row.set(5, i > 0);
        }
        file.write();
      }
      written = file.finish().orElseThrow();
    }

    assertThat(written.statistics())
        .contains(
            "\"minValues\":{\"number\":-7500.0,\"count\":-30000}",
            "\"number\":7499.5,\"count\":29998",
            "\"number\":30000");
    // a filter that Parquet itself applies, page by page
    assertThat(read().where("count between 19990 and 20010").agg(sum("number")).first().get(0))
        .isEqualTo(55_000.0);
    assertThat(read().where("yes").count()).isEqualTo(14_999);
  }

  private ParquetMetadata footer(NewFile file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(folder.resolve(file.name()).toUri()),
                new Configuration()))) {
      return reader.getFooter();
    }
  }

  private static void fill(Cells row, int value) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("a", Integer.toString(value));
    map.put("b", "x");
    row.set(0, ("text " + value).getBytes(StandardCharsets.UTF_8));
    row.set(1, value + 0.5);
    row.set(2, map);
    row.set(3, (long) value);
    row.set(4, (long) -value);
    row.set(5, true);
    row.set(6, value * 1_000_000L + 1);
    row.set(7, (long) value);
    row.set(8, new byte[] {(byte) value});
  }

  private TableFileWriter file() {
    return new TableFileWriter(
        new org.apache.hadoop.fs.Path(folder.toUri()), COLUMNS, new Configuration());
  }

  private Dataset<Row> read() {
    return spark.read().schema(COLUMNS).parquet(folder.toString());
  }
}
