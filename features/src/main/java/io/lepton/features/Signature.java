package io.lepton.features;

import io.lepton.features.label.Label;
import io.lepton.lake.model.ModelSignature;
import io.lepton.lake.model.ModelSignature.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a network of a specification takes and gives, in words and sizes. */
final class Signature {
  private static final String SCALED = "scaled as the feature specification says";

  private Signature() {}

  static ModelSignature of(FeatureSpec spec) {
    Windows windows = spec.windows();
    Targets targets = spec.examples().targets();
    List<String> rows = windows.rows(spec.features());
    String numbers =
        targets.lastValues().isPresent()
            ? SCALED + ", forecast channels less their last value in the window"
            : SCALED;
    Tensor window = tensor("window", List.of(windows.channels(), windows.steps()), numbers, rows);
    List<Integer> size = List.of(targets.size());
    Label label = spec.label();
    Tensor answer =
        switch (label.task()) {
          case REGRESSION ->
              tensor(
                  label.kind(),
                  size,
                  "%s, divided by %s".formatted(label.unitName(), label.scale()),
                  List.of(label.kind()));
          case CLASSIFICATION -> tensor(label.kind(), size, "probability", label.classes());
          case FORECAST ->
              tensor(
                  label.kind(),
                  size,
                  numbers,
                  Arrays.stream(targets.forecastPlaces()).mapToObj(spec.features()::get).toList());
          case RECONSTRUCTION -> tensor("window", size, numbers, rows);
        };
    return new ModelSignature(List.of(window), List.of(answer));
  }

  private static Tensor tensor(String name, List<Integer> sizes, String unit, List<String> names) {
    List<Integer> shape = new ArrayList<>(List.of(ModelSignature.ANY));
    shape.addAll(sizes);
    return new Tensor(name, ModelSignature.FLOAT32, shape, unit, names);
  }
}
