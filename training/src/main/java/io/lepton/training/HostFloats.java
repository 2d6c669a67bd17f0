package io.lepton.training;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers in and out of ND4J in one copy where its arrays are this machine's memory: ND4J itself
 * goes through them one by one.
 */
final class HostFloats {
  private HostFloats() {}

  /** The numbers of an array row after row; none of an updater's that has no state. */
  static float[] of(INDArray array) {
    if (array == null || array.isEmpty()) {
      return new float[0];
    }
    if (isPlain(array)) {
      float[] values = new float[Math.toIntExact(array.length())];
      array.data().asNioFloat().get(values);
      return values;
    }
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  /** Sets the first numbers of an array of this machine's memory, which is as it was made. */
  static INDArray fill(INDArray array, float[] values) {
    array.data().asNioFloat().put(values, 0, Math.toIntExact(array.length()));
    return array;
  }

  /** Sets all numbers of an array, row after row. */
  static void assign(float[] values, INDArray array) {
    if (values.length == 0) {
      return;
    }
    if (isPlain(array)) {
      fill(array, values);
      return;
    }
    try (INDArray source = Nd4j.create(values, array.shape())) {
      array.assign(source);
    }
  }

  /** Whether the buffer holds these numbers alone, in this order, on this machine. */
  private static boolean isPlain(INDArray array) {
    DataBuffer buffer = array.data();
    return Backend.loaded().equals(Backend.CPU)
        && array.dataType() == DataType.FLOAT
        && array.offset() == 0
        && buffer.length() == array.length()
        && (array.isVector() || array.ordering() == 'c')
        && !array.isView();
  }
}
