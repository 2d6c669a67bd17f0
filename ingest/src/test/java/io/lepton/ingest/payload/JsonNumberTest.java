package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  private static final int NUMBERS = 1_000_000;

  private final JsonNumber number = new JsonNumber();

  @Test
  void readsEveryDoubleAsJavaDoes() {
    Random random = new Random(11);
    for (int i = 0; i < NUMBERS; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertSame(Double.toString(value));
      }
    }
  }

  @Test
  void readsDecimalsAsJavaDoes() {
    Random random = new Random(12);
    for (int i = 0; i < NUMBERS; i++) {
      long digits = random.nextLong() >> random.nextInt(64);
      String text = Long.toString(digits);
      int point = random.nextInt(text.length());
      if (point > 0 && text.charAt(point - 1) != '-') {
        text = withoutLeadingZero(text.substring(0, point)) + "." + text.substring(point);
      }
      assertSame(random.nextBoolean() ? text : text + "e" + (random.nextInt(700) - 350));
    }
  }

  private static String withoutLeadingZero(String whole) {
    return Long.toString(Long.parseLong(whole));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "0e5",
        "0.1",
        "1E+2",
        "9007199254740991",
        "9007199254740993",
        "1e22",
        "1e23",
        "-1e-22",
        "9007199254740992e22",
        "0.00000000000000000000000000012345",
        "12345678901234567890123456789",
        "9223372036854775808",
        "18446744073709551616",
        "18446744073709551617",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e999999999999",
        "1e-999999999999",
        "2.2250738585072011e-308",
        "1.00000000000000011102230246251565404236316680908203125"
      })
  void readsTheHardOnesAsJavaDoes(String text) {
    assertSame(text);
  }

  private void assertSame(String text) {
    byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    if (number.scan(bytes, 0, bytes.length) != bytes.length
        || Double.doubleToRawLongBits(number.value())
            != Double.doubleToRawLongBits(Double.parseDouble(text))) {
      assertThat(number.value()).as(text).isEqualTo(Double.parseDouble(text));
      assertThat(number).hasToString(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',0",
    "-,1",
    "+1,0",
    "01,1",
    "-01,2",
    ".5,0",
    "1.,2",
    "-.5,1",
    "1.e5,2",
    "1e,2",
    "1e+,3",
    "NaN,0",
    "Infinity,0"
  })
  void namesThePlaceWhereItStopsBeingANumber(String text, int place) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(number.scan(bytes, 0, bytes.length)).isEqualTo(~place);
  }

  @Test
  void endsWhereTheNumberEndsOrTheLimitIs() {
    byte[] bytes = " 12.5e3, ".getBytes(StandardCharsets.UTF_8);
    assertThat(number.scan(bytes, 1, bytes.length)).isEqualTo(7);
    assertThat(number.value()).isEqualTo(12_500);
    assertThat(number.scan(bytes, 1, 5)).isEqualTo(5);
    assertThat(number.value()).isEqualTo(12.5);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,true",
    "9223372036854775808,false",
    "-9223372036854775808,true",
    "-9223372036854775809,false",
    "18446744073709551615,false",
    "9999999999999999999,false",
    "-0,true",
    "1.0,false",
    "1e2,false",
    "100000000000000000000,false"
  })
  void knowsWhatFitsSixtyFourBits(String text, boolean fits) {
    scan(text);
    assertThat(number.isLong()).isEqualTo(fits);
    if (fits) {
      assertThat(number.longValue()).isEqualTo(Long.parseLong(text));
    }
  }

  @Test
  void makesMillionthsRoundedDownAsBigDecimalDoes() {
    Random random = new Random(13);
    for (int i = 0; i < 200_000; i++) {
      String text =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(20))
              .toString();
      text =
          random.nextInt(3) > 0 || text.indexOf('E') > 0
              ? text
              : text + "e" + (random.nextInt(12) - 6);
      BigDecimal expected = new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.FLOOR);
      scan(text);
      if (expected.toBigInteger().abs().bitLength() < 63) {
        assertThat(number.millionfold()).as(text).isEqualTo(expected.longValueExact());
      } else if (expected.toBigInteger().abs().bitLength() > 64) {
        assertThatThrownBy(number::millionfold).isInstanceOf(ArithmeticException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e-999999999999,0",
    "-1e-999999999999,-1",
    "0e999999999999,0",
    "-0,0",
    "9223372036854.775807,9223372036854775807",
    "0.0000009999999999999999999999,0"
  })
  void makesMillionthsOfTheHardOnes(String text, long expected) {
    scan(text);
    assertThat(number.millionfold()).isEqualTo(expected);
  }

  private void scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(number.scan(bytes, 0, bytes.length)).as(text).isEqualTo(bytes.length);
  }
}
