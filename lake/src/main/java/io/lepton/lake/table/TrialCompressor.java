package io.lepton.lake.table;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses a column of a row group if its first page becomes a good deal smaller by it. Measured
 * values with all their digits do not (Snappy leaves 84 % of random ones of seven digits): they are
 * kept as they are until upkeep compacts their files, which spares the writer a tenth of its time
 * and each reader the way back.
 */
@SuppressWarnings("deprecation") // the type that the store of pages asks for
final class TrialCompressor extends BytesCompressor {
  /** A page that keeps more than this of its size is not worth it. */
  private static final double WORTH_IT = 0.8;

  private final BytesCompressor compressor;
  private boolean isTried;
  private boolean isWorthIt = true;

  TrialCompressor(BytesCompressor compressor) {
    this.compressor = compressor;
  }

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    if (isTried) {
      return isWorthIt ? compressor.compress(page) : page;
    }
    isTried = true;
    BytesInput compressed = compressor.compress(page);
    isWorthIt = compressed.size() <= WORTH_IT * page.size();
    return isWorthIt ? compressed : page;
  }

  @Override
  public CompressionCodecName getCodecName() {
    return isWorthIt ? compressor.getCodecName() : CompressionCodecName.UNCOMPRESSED;
  }

  @Override
  public void release() {
    compressor.release();
  }
}
