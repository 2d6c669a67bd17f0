package io.lepton.ingest.payload;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Where the schema comes from that a record was written with. */
sealed interface AvroSchemas extends Serializable {
  /** What a decoder asks. */
  @FunctionalInterface
  interface Source {
    /** Reads what names the schema, if anything does; the record follows. */
    Schema of(AvroBytes in) throws RejectedException;
  }

  /** For one decoder. */
  Source open();

  /**
   * A schema out of JSON.
   *
   * @throws IllegalArgumentException if it is no record
   */
  static Schema parse(String json) {
    Schema schema;
    try {
      schema = new Schema.Parser().setValidateDefaults(false).parse(json);
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException(
          "no schema: %s (expected: an Avro record in JSON)".formatted(e.getMessage()), e);
    }
    if (schema.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException(
          "a schema of type %s (expected: a record)".formatted(schema.getType().getName()));
    }
    return schema;
  }

  /**
   * One schema for all records, which are bare.
   *
   * @param json the schema
   */
  record Fixed(String json) implements AvroSchemas {
    /** Checks the schema. */
    public Fixed {
      parse(json);
    }

    /** The content of a file. */
    static Fixed ofFile(String path) {
      String json;
      try {
        json = Files.readString(Path.of(path));
      } catch (IOException | InvalidPathException e) {
        throw new IllegalArgumentException(
            "'%s' cannot be read: %s (expected: a file with an Avro schema)".formatted(path, e), e);
      }
      try {
        return new Fixed(json);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("'%s' has %s".formatted(path, e.getMessage()), e);
      }
    }

    @Override
    public Source open() {
      Schema schema = parse(json);
      return in -> schema;
    }
  }

  /**
   * A registry; each record has the id of its schema before it.
   *
   * @param url its address, without a slash at the end; below it is {@code /schemas/ids}
   * @param user who asks; empty if anyone may
   * @param password the user's
   */
  record Registry(String url, String user, Secret password) implements AvroSchemas {
    /** Checks the presence. */
    public Registry {
      requireNonNull(url, "url");
      requireNonNull(user, "user");
      requireNonNull(password, "password");
    }

    static Registry read(ConfigReader in) {
      String url = in.string("url");
      if (url.contains("@")) {
        // not shown: it may hold a password
        throw new IllegalArgumentException(
            "url: an address with a user (expected: one without; set user and password)");
      }
      checkUrl(url);
      String address = url.replaceAll("/+$", "");
      return in.has("user")
          ? new Registry(address, in.string("user"), in.secret("password"))
          : new Registry(address, "", Secret.of(""));
    }

    private static void checkUrl(String url) {
      boolean isAddress;
      try {
        URI uri = URI.create(url);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        isAddress = http && uri.getHost() != null && uri.getRawQuery() == null;
      } catch (IllegalArgumentException e) {
        isAddress = false;
      }
      if (!isAddress) {
        throw new IllegalArgumentException(
            "url: '%s' (expected: an address such as http://registry:8081)".formatted(url));
      }
    }

    @Override
    public Source open() {
      SchemaRegistry registry = new SchemaRegistry(this);
      return in -> registry.schema(in.schemaId());
    }

    /** Secrets do not travel; to the executors this one has to. */
    private Object writeReplace() {
      return new Travelling(url, user, password.reveal());
    }

    private record Travelling(String url, String user, String password) implements Serializable {
      private Object readResolve() {
        return new Registry(url, user, Secret.of(password));
      }
    }
  }
}
