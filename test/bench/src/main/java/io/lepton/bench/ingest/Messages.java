package io.lepton.bench.ingest;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Flat JSON objects: device, time, sequence and 24 numbers of seven digits, which are random and so
 * the hardest to compress. With times in milliseconds each has 419 bytes, with ISO times 432. The
 * same order of calls makes the same messages.
 */
public final class Messages {
  /** Numbers per message. */
  static final int NUMBERS = 24;

  /** The sequence of a device starts here, so that all have as many digits. */
  static final long FIRST_SEQUENCE = 1_000_000_000L;

  private static final int SMALLEST = 1_000_000;
  private static final int RANGE = 9_000_000;
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Random random = new Random(1);
  private final StringBuilder text = new StringBuilder();
  private final TimeFormat time;
  private double sum;

  Messages(TimeFormat time) {
    this.time = time;
  }

  /** The names of the numbers: c0, c1 and so on. */
  public static String[] names() {
    return IntStream.range(0, NUMBERS).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  /** The name of a device, which is the key of its messages. */
  static String device(int number) {
    return "device-" + (100_000 + number);
  }

  /** One message. */
  byte[] next(int device, long sequence, long timeMillis) {
    text.setLength(0);
    text.append("{\"device\":\"").append(device(device)).append("\",\"time\":");
    if (time == TimeFormat.ISO) {
      text.append('"').append(ISO.format(Instant.ofEpochMilli(timeMillis))).append('"');
    } else {
      text.append(timeMillis);
    }
    text.append(",\"sequence\":").append(FIRST_SEQUENCE + sequence);
    for (int i = 0; i < NUMBERS; i++) {
      int digits = SMALLEST + random.nextInt(RANGE);
      text.append(",\"c").append(i).append("\":").append(digits / 10_000).append('.');
      int fraction = digits % 10_000;
      text.append((char) ('0' + fraction / 1000)).append((char) ('0' + fraction / 100 % 10));
      text.append((char) ('0' + fraction / 10 % 10)).append((char) ('0' + fraction % 10));
      sum += digits / 1e4;
    }
    return text.append('}').toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** All numbers of all messages so far, added up. */
  double sum() {
    return sum;
  }
}
