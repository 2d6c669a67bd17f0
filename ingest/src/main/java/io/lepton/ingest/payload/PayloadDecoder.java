package io.lepton.ingest.payload;

/**
 * Turns payloads of one format into readings. Each task has its own; none is safe for two threads.
 *
 * <p>A decoder reads a payload to its end before it believes anything of it: one that is broken is
 * {@link Reason#MALFORMED}, whatever its first half says. It checks types; {@link Readings#check}
 * checks presence and ranges, the same for all formats.
 */
public interface PayloadDecoder {
  /**
   * Reads a payload.
   *
   * @param payload what the message carries
   * @param into emptied first; then holds the readings, at least one
   * @throws RejectedException if it is not what the format and the configuration say; what {@code
   *     into} holds then is of no use
   */
  void decode(byte[] payload, Readings into) throws RejectedException;
}
