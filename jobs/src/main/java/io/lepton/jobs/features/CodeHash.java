package io.lepton.jobs.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;

/** Tells two builds of a module's code apart. */
public final class CodeHash {
  private static final int DIGITS = 12;

  private CodeHash() {}

  /** Hexadecimal digits that change when a class beside this one does. */
  public static String of(Class<?> type) {
    try {
      Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      MessageDigest digest = DigestUtils.getSha256Digest();
      (Files.isDirectory(place) ? folder(place) : jar(place))
          .forEach(
              (name, checksum) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(checksum).array());
              });
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the code of " + type, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("code has a place", e);
    }
  }

  private static Map<String, Long> jar(Path file) throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (ZipFile jar = new ZipFile(file.toFile())) {
      jar.stream()
          .filter(entry -> isClass(entry.getName()))
          .forEach((ZipEntry entry) -> checksums.put(entry.getName(), entry.getCrc()));
    }
    return checksums;
  }

  private static Map<String, Long> folder(Path root) throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> isClass(f.toString())).toList()) {
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        checksums.put(root.relativize(file).toString(), checksum.getValue());
      }
    }
    return checksums;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class");
  }
}
