package io.lepton.notebooks.explore;

import io.lepton.jobs.console.Lines;
import io.lepton.jobs.console.PrintableText;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/** A value as a table shows it: short, in UTC, and of the same look everywhere. */
final class Cell {
  private static final String MISSING = "–";
  private static final int SHOWN = 8;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Cell() {}

  static String text(Object value) {
    if (value == null) {
      return MISSING;
    }
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    if (value instanceof Long || value instanceof Integer) {
      return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }
    if (value instanceof Timestamp time) {
      return TIME.format(time.toInstant());
    }
    if (value instanceof Instant time) {
      return TIME.format(time);
    }
    if (value instanceof byte[] bytes) {
      return PrintableText.of(bytes);
    }
    if (value instanceof scala.collection.Seq<?> values) {
      return listed(JavaConverters.seqAsJavaList(values));
    }
    if (value instanceof Vector vector) {
      return listed(Arrays.stream(vector.toArray()).boxed().toList());
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return text(JavaConverters.mapAsJavaMap(map));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + " " + text(entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    return PrintableText.of(
        value instanceof Row row ? row.mkString("{", ", ", "}") : value.toString());
  }

  private static String number(double value) {
    String text = Lines.number(value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  static boolean isMissing(String cell) {
    return cell.equals(MISSING);
  }

  private static String listed(List<?> values) {
    String first = values.stream().limit(SHOWN).map(Cell::text).collect(Collectors.joining(", "));
    return values.size() > SHOWN
        ? "[%s, … %s]".formatted(first, text(values.size()))
        : "[" + first + "]";
  }
}
