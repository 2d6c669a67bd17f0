package io.lepton.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TableAppenderTest {
  private static final TableId ID = new TableId(Layer.SILVER, "numbers");
  private static final StructField NUMBER =
      DataTypes.createStructField("id", DataTypes.LongType, true);

  private Lake lake;
  private LakeTable table;
  private TableAppender appender;

  @BeforeEach
  void open(SparkSession spark, @TempDir Path folder) throws OvertakenException {
    lake = Lake.open(spark, folder.resolve("lake").toString());
    table = lake.open(TableSpec.of(ID, NUMBER));
    appender = table.appender();
    take(1);
  }

  @Test
  void upkeepThatSetsHowLongTheLogIsKeptOvertakesNobody(SparkSession spark)
      throws OvertakenException {
    keepLog(spark);
    assertThat(take(2)).isEmpty();
    assertThat(appender.positions().next("topic-0")).isEqualTo(2);
    assertThat(table.appender().positions().next("topic-0")).isEqualTo(2);
  }

  @Test
  void rowsOfOthersDo(SparkSession spark) {
    keepLog(spark);
    table.append(spark.range(3).toDF(), new WriteIdentity("another", 0), Optional.empty());
    assertThatThrownBy(() -> take(2)).isInstanceOf(OvertakenException.class);
  }

  @Test
  void aNewColumnDoes() {
    lake.open(
        TableSpec.of(ID, NUMBER, DataTypes.createStructField("more", DataTypes.LongType, true)));
    assertThatThrownBy(() -> take(2)).isInstanceOf(OvertakenException.class);
  }

  private void keepLog(SparkSession spark) {
    spark.sql(
        "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval 99 days')"
            .formatted(table.location()));
  }

  private List<String> take(long next) throws OvertakenException {
    return appender.commit(
        List.of(), Map.of("topic-0", next), new WriteIdentity("ingest", next), "");
  }
}
