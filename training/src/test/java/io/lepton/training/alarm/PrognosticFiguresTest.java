package io.lepton.training.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A life of 200 readings, 200, 199 ... 1 left, of which those up to 100 count. */
final class PrognosticFiguresTest {
  private static final double CAP = 100;
  private static final double[] LEFT = IntStream.range(0, 200).mapToDouble(i -> 200 - i).toArray();

  @Test
  void halfWayThePredictionMayBeOffByAFifthOfWhatIsLeft() {
    // half-way 50 are left: from 40 to 60 is near enough
    assertThat(PrognosticFigures.of(LEFT, always(60), CAP).accurate()).isEqualTo(1);
    assertThat(PrognosticFigures.of(LEFT, always(60.5), CAP).accurate()).isZero();
  }

  @Test
  void theHorizonBeginsWhereErrorsStaySmall() {
    // a tenth of the life is 20: 40 said of 60 left is near, 40 of 61 is not, nor is 40 of 19
    double[] said = always(40);
    IntStream.range(140, 200).forEach(i -> said[i] = LEFT[i]);
    assertThat(PrognosticFigures.of(LEFT, said, CAP).horizons()).containsExactly(60.0);
    said[190] = 31;
    assertThat(PrognosticFigures.of(LEFT, said, CAP).horizons()).containsExactly(9.0);
    assertThat(PrognosticFigures.of(LEFT, always(40), CAP).horizons()).containsExactly(0.0);
  }

  @Test
  void livesAreAddedUp() {
    PrognosticFigures one = PrognosticFigures.of(LEFT, LEFT, CAP);
    assertThat(one.plus(one)).isEqualTo(new PrognosticFigures(2, List.of(100.0, 100.0)));
    assertThat(PrognosticFigures.of(new double[] {150}, new double[] {150}, CAP).lives()).isZero();
  }

  private static double[] always(double said) {
    return IntStream.range(0, 200).mapToDouble(i -> said).toArray();
  }
}
