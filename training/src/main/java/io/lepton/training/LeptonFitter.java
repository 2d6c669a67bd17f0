package io.lepton.training;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/** Fits by Lepton's own master. */
final class LeptonFitter implements EpochFitter {
  private final AveragingMaster master;
  private final SparkDl4jMultiLayer distributed;

  LeptonFitter(JavaSparkContext spark, MultiLayerNetwork network, AveragingMaster master) {
    this.master = master;
    this.distributed = new SparkDl4jMultiLayer(spark, network, master);
  }

  @Override
  public EpochTotals fit(JavaRDD<DataSet> miniBatches, int longest) {
    master.expect(longest);
    distributed.fit(miniBatches);
    return master.totals();
  }
}
