package io.lepton.notebooks.explore;

import io.lepton.lake.PipelineException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which queries only look. */
final class ReadOnlySql {
  private static final Set<String> LOOKING =
      Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "DESCRIBE", "DESC", "EXPLAIN");
  private static final Pattern FIRST = Pattern.compile("\\A(?:\\s|\\(|--[^\\n]*\\n)*([A-Za-z]+)");
  // no name of a column or table can stand before INTO
  private static final Pattern INSERT = Pattern.compile("(?i)\\bINSERT\\s+(INTO|OVERWRITE)\\b");

  private ReadOnlySql() {}

  /** Refuses a query that would change the lake. */
  static void require(String query) {
    Matcher first = FIRST.matcher(query);
    String verb = first.find() ? first.group(1).toUpperCase(Locale.ROOT) : "";
    if (!LOOKING.contains(verb) || INSERT.matcher(query).find()) {
      throw PipelineException.config(
          "Cannot run the query: it begins with '%s' (expected: one that only reads: SELECT, WITH, VALUES, TABLE, SHOW, DESCRIBE or EXPLAIN, without INSERT). A notebook changes nothing in a lake."
              .formatted(verb));
    }
  }
}
