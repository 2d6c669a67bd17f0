package io.lepton.lake.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the networks of a model take and give, for those who ask them elsewhere.
 *
 * @param inputs in a network's order; none of a version from before manifests said so
 * @param outputs in a network's order
 */
public record ModelSignature(List<Tensor> inputs, List<Tensor> outputs) {
  /** Of a version that does not say. */
  public static final ModelSignature UNKNOWN = new ModelSignature(List.of(), List.of());

  /** The type of all numbers so far. */
  public static final String FLOAT32 = "float32";

  /** A dimension of any size: the windows of a mini-batch. */
  public static final int ANY = -1;

  /** Copies the lists. */
  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Numbers that go together.
   *
   * @param name what they are
   * @param type of each
   * @param shape its dimensions
   * @param unit what they are counted in
   * @param names of what stands along the second dimension, each in as many places
   */
  public record Tensor(
      String name, String type, List<Integer> shape, String unit, List<String> names) {
    /** Copies the lists. */
    public Tensor {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
      requireNonNull(unit, "unit");
      shape = List.copyOf(shape);
      names = List.copyOf(names);
    }

    /** {@code window float32 [any, 2, 50], scaled: pressure, wear}. */
    @Override
    public String toString() {
      String sizes =
          shape.stream()
              .map(size -> size == ANY ? "any" : size.toString())
              .collect(Collectors.joining(", ", "[", "]"));
      return "%s %s %s, %s: %s".formatted(name, type, sizes, unit, String.join(", ", names));
    }
  }
}
