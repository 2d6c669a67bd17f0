package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Messages with something wrong, or merely unusual, made of good ones; the same for each seed. */
final class MutatedMessages {
  private static final List<byte[]> TOKENS =
      List.of(
          bytes("{"),
          bytes("}"),
          bytes("["),
          bytes("]"),
          bytes(","),
          bytes(":"),
          bytes("\""),
          bytes("null"),
          bytes("true"),
          bytes("false"),
          bytes("{}"),
          bytes("[]"),
          bytes("\"\""),
          bytes(" "),
          bytes("\n\t\r "),
          bytes("\f"),
          bytes("\u0000"),
          bytes("\\"),
          bytes("\\n"),
          bytes("\\u0041"),
          bytes("\\ud83d\\ude00"),
          bytes("\\ud83d"),
          bytes("\\ude00"),
          bytes("\\uD83D\\u0041"),
          bytes("\\/"),
          bytes("\\x"),
          bytes("é"),
          bytes("€"),
          bytes("😀"),
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
          bytes("\u007f"),
          bytes("\"x\":1,"),
          bytes(",\"y\":[1,{\"z\":null}]"),
          bytes("\uFEFF"));

  private final Random random;
  private final List<byte[]> good;

  MutatedMessages(long seed, List<byte[]> good) {
    this.random = new Random(seed);
    this.good = good;
  }

  byte[] next() {
    byte[] message = any(good);
    for (int i = random.nextInt(3) * random.nextInt(2); i >= 0; i--) {
      message = mutated(message);
    }
    return message;
  }

  private byte[] mutated(byte[] m) {
    int at = random.nextInt(m.length + 1);
    int length = random.nextInt(random.nextInt(12) + 1);
    int end = Math.min(m.length, at + length);
    return switch (random.nextInt(12)) {
      case 0 -> flipped(m);
      case 1 -> joined(m, 0, at, new byte[0], m.length); // cut off
      case 2 -> joined(m, 0, at, new byte[0], end);
      case 3 -> joined(m, 0, at, any(TOKENS), at);
      case 4 -> joined(m, 0, at, any(TOKENS), end);
      case 5 -> spliced(m, at);
      case 6 -> duplicated(m);
      case 7 -> nested(m);
      default -> withNumber(m);
    };
  }

  private byte[] flipped(byte[] m) {
    byte[] result = m.clone();
    if (m.length > 0) {
      result[random.nextInt(m.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  private byte[] spliced(byte[] m, int at) {
    byte[] other = any(good);
    int from = random.nextInt(other.length);
    return joined(m, 0, at, joined(other, from, other.length, new byte[0], other.length), m.length);
  }

  /** Puts a stretch from one comma to the next there twice. */
  private byte[] duplicated(byte[] m) {
    int from = find(m, ",{", random.nextInt(m.length + 1));
    int to = find(m, ",}", from + 1);
    if (to >= m.length) {
      return m;
    }
    byte[] stretch = joined(m, from, to, new byte[0], m.length);
    stretch[0] = ',';
    return joined(m, 0, to, stretch, to);
  }

  private byte[] nested(byte[] m) {
    int from = find(m, ":", random.nextInt(m.length + 1));
    int to = find(m, ",}", from);
    if (to >= m.length) {
      return m;
    }
    int depth = 1 + random.nextInt(random.nextInt(10) == 0 ? 70 : 3);
    boolean list = random.nextBoolean();
    String open = (list ? "[" : "{\"a\":").repeat(depth);
    String close = (list ? "]" : "}").repeat(depth);
    return joined(joined(m, 0, to, bytes(close), to), 0, from + 1, bytes(open), from + 1);
  }

  private byte[] withNumber(byte[] m) {
    int from = find(m, "0123456789-", find(m, ":", random.nextInt(m.length + 1)));
    int to = from;
    while (to < m.length && "0123456789+-.eE".indexOf(m[to]) >= 0) {
      to++;
    }
    return joined(m, 0, from, bytes(number()), to);
  }

  private String number() {
    return switch (random.nextInt(12)) {
      case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
      case 1 -> Double.toString(random.nextDouble() * 1000);
      case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 3 -> Long.toString(random.nextLong()) + random.nextInt(1_000_000_000);
      case 4 -> random.nextInt(100) + "e" + (random.nextInt(660) - 330);
      case 5 -> "-0." + "0".repeat(random.nextInt(30)) + random.nextInt(1000);
      case 6 -> any(List.of("00", "1.", ".5", "1e", "1E+", "-", "--1", "+1", "0x1", "NaN", "1f"));
      case 7 ->
          any(List.of("-0", "0", "0.0", "-0e0", "1e999", "-1e999", "1e-999", "1E99999999999"));
      case 8 -> any(List.of("9223372036854775807", "9223372036854775808", "-9223372036854775808"));
      default -> random.nextInt(1_000_000) / 100.0 + "";
    };
  }

  private static int find(byte[] m, String characters, int from) {
    int at = from;
    while (at < m.length && characters.indexOf(m[at]) < 0) {
      at++;
    }
    return at;
  }

  /** A stretch of a message, something else, and the message's rest. */
  private static byte[] joined(byte[] m, int from, int to, byte[] middle, int rest) {
    byte[] result = new byte[Math.max(0, to - from) + middle.length + m.length - rest];
    System.arraycopy(m, from, result, 0, Math.max(0, to - from));
    System.arraycopy(middle, 0, result, Math.max(0, to - from), middle.length);
    System.arraycopy(m, rest, result, result.length - (m.length - rest), m.length - rest);
    return result;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
