package io.lepton.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.model.ModelDraft;
import io.lepton.lake.model.ModelSignature;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.lake.upkeep.Pin;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class PinsTest {
  private static final TableId SET = new TableId(Layer.GOLD, "training_set");

  @Test
  void holdsTheTrainingSetOfEachModelAndWhatItWasBuiltFrom(
      SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    LakeTable set =
        lake.open(TableSpec.of(SET, DataTypes.createStructField("id", DataTypes.LongType, true)));
    append(spark, set, "from silver.telemetry@12 and silver.events@3");
    append(spark, set, "from silver.telemetry@15 and silver.events@4");
    ModelStore models = ModelStore.of(lake, Clock.systemUTC());
    models.publish(draft("turbofan", SET + "@1"));
    models.publish(draft("pump", "gold.pumps@7"));
    assertThat(Pins.of(lake, models))
        .containsExactlyInAnyOrder(
            new Pin(SET, 1, "turbofan@1"),
            new Pin(new TableId(Layer.GOLD, "pumps"), 7, "pump@1"),
            new Pin(new TableId(Layer.SILVER, "telemetry"), 12, "gold.training_set@1"),
            new Pin(new TableId(Layer.SILVER, "events"), 3, "gold.training_set@1"));
  }

  private static void append(SparkSession spark, LakeTable set, String note) {
    set.append(spark.range(3).toDF(), new WriteIdentity(note, 0), Optional.of(note));
  }

  private static ModelDraft draft(String name, String trainingSet) {
    return new ModelDraft(
        name,
        trainingSet,
        1,
        Map.of(),
        "",
        Map.of(),
        ModelSignature.UNKNOWN,
        Map.of("network", new byte[] {1}));
  }
}
