package io.lepton.lake.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.time.DateTimeException;
import java.util.Optional;

/** What the readers of one source share. */
record ReadState(ConfigSource source, Problems problems, KnownKeys keys, Redaction redaction) {

  static ReadState of(ConfigSource source) {
    return new ReadState(source, new Problems(), new KnownKeys(), new Redaction());
  }

  void note(String path, ConfigValue value, String text) {
    Place place = Place.of(value.origin(), source.name());
    problems.note(path, place, redaction.clean(text));
  }

  void noteMissing(String path, String expected, String advice) {
    problems.note(path, Place.NOWHERE, "missing (expected: %s). %s".formatted(expected, advice));
  }

  void noteUnexpected(String path, ConfigValue value, String expected) {
    note(path, value, "%s (expected: %s)".formatted(found(path, value), expected));
  }

  /** Empty if the value does not have the form; then that is noted. */
  <T> Optional<T> convert(String path, ConfigValue value, ValueForm<T> form) {
    if (!ValueForm.isScalar(value)) {
      noteUnexpected(path, value, form.toldExpected());
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(form.convert().apply(ValueForm.text(value)));
    } catch (IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | ConfigException e) {
      note(path, value, form.problem(found(path, value), e));
      return Optional.empty();
    }
  }

  /** A value that no problem and no rendering shows from here on. */
  Secret secret(String path, ConfigValue value) {
    redaction.keep(path, ValueForm.isScalar(value) ? ValueForm.text(value) : "");
    return Secret.of(convert(path, value, ValueForm.TEXT).orElse(""));
  }

  void noteUnknownKeys() {
    KeySuggestions suggestions = keys.suggestions();
    keys.forEachUnknown(
        source.written(), (path, value) -> note(path, value, suggestions.text(path)));
  }

  private String found(String path, ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a section";
      case LIST -> "a list";
      case STRING -> redaction.hides(path) ? Redaction.HIDDEN : "'" + ValueForm.text(value) + "'";
      default -> redaction.hides(path) ? Redaction.HIDDEN : ValueForm.text(value);
    };
  }
}
