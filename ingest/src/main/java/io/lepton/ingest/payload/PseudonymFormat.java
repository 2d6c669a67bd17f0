package io.lepton.ingest.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.lake.config.Secret;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Another format, with devices under a pseudonym: the first half of HMAC-SHA-256 (RFC 2104) of
 * their name, in 32 hexadecimal digits. Whoever has the key can tell which pseudonym a name has;
 * without it a list of names is of no use. Bronze and quarantine keep messages as they came.
 */
final class PseudonymFormat implements PayloadFormat {
  private static final long serialVersionUID = 1L;
  private static final int SHORTEST_KEY = 16;
  private static final int BYTES = 16;
  private static final int REMEMBERED = 100_000;

  private final PayloadFormat open;
  private final byte[] key;

  PseudonymFormat(PayloadFormat open, Secret key) {
    this.open = open;
    this.key = key.reveal().getBytes(UTF_8);
    if (this.key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "pseudonym.password: %d bytes (expected: at least %d, such as from 'openssl rand -hex 32')"
              .formatted(this.key.length, SHORTEST_KEY));
    }
  }

  @Override
  public PayloadDecoder decoder(PayloadSpec spec) {
    PayloadDecoder decoder = open.decoder(spec);
    HmacUtils hmac = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key);
    Map<ByteBuffer, byte[]> pseudonyms = new HashMap<>();
    return (payload, into) -> {
      decoder.decode(payload, into);
      for (int i = 0; i < into.size(); i++) {
        Reading reading = into.get(i);
        if (reading.hasDevice()) {
          reading.device(pseudonym(hmac, pseudonyms, reading.device()));
        }
      }
    };
  }

  private static byte[] pseudonym(HmacUtils hmac, Map<ByteBuffer, byte[]> known, byte[] device) {
    byte[] pseudonym = known.get(ByteBuffer.wrap(device));
    if (pseudonym == null) {
      if (known.size() == REMEMBERED) {
        known.clear();
      }
      pseudonym = HexFormat.of().formatHex(hmac.hmac(device), 0, BYTES).getBytes(US_ASCII);
      known.put(ByteBuffer.wrap(device.clone()), pseudonym);
    }
    return pseudonym;
  }
}
