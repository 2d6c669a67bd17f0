package io.lepton.bench.scoring;

import io.lepton.bench.features.MadeUpFleet;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.ScoringModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A made-up fleet in silver and a model of it.
 *
 * @param silver its readings
 * @param events none
 * @param model what scores them
 */
record Fleet(LakeTable silver, Dataset<Row> events, ScoringModel model) {
  /** So many devices. */
  static Fleet of(Lake lake, int devices) {
    LakeTable silver = MadeUpFleet.silver(lake, devices);
    Dataset<Row> events =
        silver.read().selectExpr("device_id", "event_time", "'none' as kind").limit(0);
    Dataset<Row> two = silver.read().where("device_id in ('device-0', 'device-1')");
    return new Fleet(silver, events, BenchModel.SMALL.of(two, events));
  }
}
