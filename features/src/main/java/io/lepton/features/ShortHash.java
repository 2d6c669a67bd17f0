package io.lepton.features;

import org.apache.commons.codec.digest.DigestUtils;

/** Twelve hexadecimal digits of SHA-256: enough to tell texts apart that nobody forges. */
public final class ShortHash {
  private static final int DIGITS = 12;

  private ShortHash() {}

  /** The digits of a text. */
  public static String of(String text) {
    return DigestUtils.sha256Hex(text).substring(0, DIGITS);
  }
}
