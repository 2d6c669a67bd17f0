package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HostFloatsTest {
  private static final float[] ROWS = {1, 2, 3, 4, 5, 6};

  @Test
  void numbersComeRowAfterRowHoweverTheyLie() {
    INDArray matrix = Nd4j.create(ROWS, new long[] {2, 3}, 'c');
    assertThat(HostFloats.of(matrix)).containsExactly(ROWS);
    assertThat(HostFloats.of(matrix.dup('f'))).as("column after column").containsExactly(ROWS);
    assertThat(HostFloats.of(matrix.transpose())).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(HostFloats.of(matrix.getColumn(1))).as("a view").containsExactly(2, 5);
    assertThat(HostFloats.of(matrix.getRow(1))).containsExactly(4, 5, 6);
    assertThat(HostFloats.of(matrix.castTo(DataType.DOUBLE))).containsExactly(ROWS);
    assertThat(HostFloats.of(null)).isEmpty();
  }

  @Test
  void numbersAreSetRowAfterRowHoweverTheyLie() {
    for (char order : new char[] {'c', 'f'}) {
      INDArray matrix = Nd4j.create(DataType.FLOAT, new long[] {2, 3}, order);
      HostFloats.assign(ROWS, matrix);
      assertThat(matrix.getFloat(1, 0)).isEqualTo(4);
      HostFloats.assign(new float[] {7, 8, 9}, matrix.get(NDArrayIndex.point(1)));
      assertThat(HostFloats.of(matrix)).containsExactly(1, 2, 3, 7, 8, 9);
    }
  }
}
