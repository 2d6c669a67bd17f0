package io.lepton.training;

import io.lepton.lake.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.CRC32;

/** A training's progress as bytes: plain numbers, no Java objects, with a checksum at the end. */
final class ProgressBytes {
  private static final int FORM = 0x4c545032; // LTP2

  private ProgressBytes() {}

  static byte[] write(TrainingProgress progress) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORM);
      out.writeInt(progress.epochs().size());
      for (EpochReport epoch : progress.epochs()) {
        write(out, epoch);
      }
      out.writeInt(progress.bestEpoch());
      out.writeDouble(progress.seconds());
      write(out, progress.network());
      write(out, progress.best());
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was written.
   *
   * @throws PipelineException if a byte has changed since
   */
  static TrainingProgress read(byte[] content) {
    int length = content.length - Long.BYTES;
    if (length < Integer.BYTES
        || ByteBuffer.wrap(content, length, Long.BYTES).getLong() != checksum(content, length)) {
      throw PipelineException.data(
          "Cannot go on with the training: its checkpoint of %,d bytes is damaged (expected: the checksum that it ends with). Remove the lake's folder checkpoints/training-* to start from the first epoch."
              .formatted(content.length));
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      Check.argument(in.readInt() == FORM, "checkpoint", "another form", "LTP2");
      int count = in.readInt();
      List<EpochReport> epochs = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        epochs.add(epoch(in));
      }
      int bestEpoch = in.readInt();
      double seconds = in.readDouble();
      return new TrainingProgress(epochs, bestEpoch, state(in), state(in), seconds);
    } catch (IOException e) {
      throw new UncheckedIOException("the checksum of the checkpoint was right", e);
    }
  }

  private static void write(DataOutputStream out, EpochReport epoch) throws IOException {
    out.writeInt(epoch.epoch());
    out.writeUTF(epoch.score().name());
    out.writeDouble(epoch.trainingLoss());
    out.writeBoolean(epoch.validationScore().isPresent());
    out.writeDouble(epoch.validationScore().orElse(0));
    out.writeLong(epoch.windows());
    out.writeInt(epoch.miniBatches());
    out.writeInt(epoch.averagings());
    write(out, epoch.divergence());
    out.writeDouble(epoch.seconds());
  }

  private static EpochReport epoch(DataInputStream in) throws IOException {
    int number = in.readInt();
    Score score = Score.valueOf(in.readUTF());
    double trainingLoss = in.readDouble();
    boolean isValidated = in.readBoolean();
    double validationScore = in.readDouble();
    return new EpochReport(
        number,
        score,
        trainingLoss,
        isValidated ? OptionalDouble.of(validationScore) : OptionalDouble.empty(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        divergence(in),
        in.readDouble());
  }

  private static void write(DataOutputStream out, Divergence divergence) throws IOException {
    out.writeInt(divergence.averagings());
    out.writeDouble(divergence.mean());
    out.writeInt(divergence.span());
    out.writeInt(divergence.peaks().size());
    for (double peak : divergence.peaks()) {
      out.writeDouble(peak);
    }
  }

  private static Divergence divergence(DataInputStream in) throws IOException {
    int averagings = in.readInt();
    double mean = in.readDouble();
    int span = in.readInt();
    int count = in.readInt();
    List<Double> peaks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      peaks.add(in.readDouble());
    }
    return new Divergence(averagings, mean, span, peaks);
  }

  private static void write(DataOutputStream out, NetworkState state) throws IOException {
    write(out, state.parameters());
    write(out, state.updaterState());
    out.writeInt(state.iteration());
    out.writeInt(state.epoch());
  }

  private static NetworkState state(DataInputStream in) throws IOException {
    return new NetworkState(floats(in), floats(in), in.readInt(), in.readInt());
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = in.readNBytes(Math.multiplyExact(values.length, Float.BYTES));
    FloatBuffer numbers = ByteBuffer.wrap(bytes).asFloatBuffer();
    numbers.get(values);
    return values;
  }

  private static long checksum(byte[] content, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(content, 0, length);
    return checksum.getValue();
  }
}
