package io.lepton.ingest.payload;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.lepton.lake.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Protocol Buffers messages of one type. A path leads through messages by the names of their
 * fields; NaN and the infinite numbers are {@link Reason#OUT_OF_RANGE}.
 *
 * <p>A configured field without presence (proto3's scalars without {@code optional}) that is not on
 * the wire has its default, such as 0: the sender cannot have said anything else. Other fields that
 * are not on the wire are absent. A field that is not configured is there if the wire has it with
 * another value than its default.
 *
 * @param descriptors what {@code protoc --include_imports --descriptor_set_out} wrote
 * @param message full name of the type
 */
record ProtobufFormat(ByteString descriptors, String message) implements PayloadFormat {
  /** Checks that the type is there. */
  ProtobufFormat {
    requireNonNull(descriptors, "descriptors");
    descriptor(descriptors, message);
  }

  /** Reads the section {@code protobuf}. */
  static ProtobufFormat read(ConfigReader in) {
    return new ProtobufFormat(
        in.parsed("descriptor-file", ProtobufFormat::content), in.string("message"));
  }

  private static ByteString content(String path) {
    try {
      ByteString content = ByteString.copyFrom(Files.readAllBytes(Path.of(path)));
      types(content);
      return content;
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "'%s' cannot be read: %s (expected: a file of protoc)".formatted(path, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' has %s".formatted(path, e.getMessage()), e);
    }
  }

  private static Descriptor descriptor(ByteString descriptors, String message) {
    Map<String, Descriptor> types = types(descriptors);
    Descriptor type = types.get(message);
    if (type == null) {
      throw new IllegalArgumentException(
          "message: '%s' (expected: one of %s)".formatted(message, types.keySet()));
    }
    return type;
  }

  private static Map<String, Descriptor> types(ByteString descriptors) {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    Map<String, Descriptor> types = new TreeMap<>();
    try {
      // protoc writes a file after those it imports
      for (FileDescriptorProto proto : FileDescriptorSet.parseFrom(descriptors).getFileList()) {
        FileDescriptor file = FileDescriptor.buildFrom(proto, imports(proto, files));
        files.put(proto.getName(), file);
        file.getMessageTypes().forEach(type -> collect(type, types));
      }
      return types;
    } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
      throw new IllegalArgumentException(
          "no descriptors: %s (expected: output of protoc --descriptor_set_out)"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static FileDescriptor[] imports(
      FileDescriptorProto proto, Map<String, FileDescriptor> files) {
    return proto.getDependencyList().stream()
        .map(
            name -> {
              if (!files.containsKey(name)) {
                throw new IllegalArgumentException(
                    "no '%s', which '%s' imports (expected: output of protoc --include_imports)"
                        .formatted(name, proto.getName()));
              }
              return files.get(name);
            })
        .toArray(FileDescriptor[]::new);
  }

  private static void collect(Descriptor type, Map<String, Descriptor> types) {
    types.put(type.getFullName(), type);
    type.getNestedTypes().forEach(nested -> collect(nested, types));
  }

  @Override
  public PayloadDecoder decoder(PayloadSpec spec) {
    return new ProtobufDecoder(spec, descriptor(descriptors, message));
  }

  @Override
  public String toString() {
    return "Protobuf " + message;
  }
}
