package io.lepton.features;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Twelve hexadecimal digits of SHA-256: enough to tell texts apart that nobody forges. */
public final class ShortHash {
  private static final int DIGITS = 12;

  private ShortHash() {}

  /** The digits of a text. */
  public static String of(String text) {
    return HexFormat.of().formatHex(sha256(text)).substring(0, DIGITS);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
