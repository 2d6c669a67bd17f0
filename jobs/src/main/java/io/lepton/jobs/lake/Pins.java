package io.lepton.jobs.lake;

import io.lepton.jobs.erase.Erasures;
import io.lepton.jobs.features.Passport;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Commit;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.TableId;
import io.lepton.lake.upkeep.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The versions that models were made from: the training set of each published model and, where the
 * training set's commit names them, the tables it was built from. A version that a device was taken
 * out of cannot be read any more and is not among them.
 */
final class Pins {
  private Pins() {}

  static List<Pin> of(Lake lake, ModelStore models) {
    List<Pin> pins = new ArrayList<>();
    for (String name : models.names()) {
      for (ModelVersion version : models.versions(name)) {
        ModelManifest manifest = models.manifest(version);
        pins.addAll(Pin.in(manifest.trainingSet(), version.toString()));
      }
    }
    pins.addAll(sources(lake, pins));
    Erasures erasures = Erasures.of(lake);
    pins.removeIf(erasures::reach);
    return pins;
  }

  private static List<Pin> sources(Lake lake, List<Pin> trainingSets) {
    Map<String, Set<Long>> versions = new TreeMap<>();
    Map<String, TableId> tables = new TreeMap<>();
    for (Pin pin : trainingSets) {
      tables.put(pin.table().toString(), pin.table());
      versions.computeIfAbsent(pin.table().toString(), table -> new TreeSet<>()).add(pin.version());
    }
    List<Pin> sources = new ArrayList<>();
    versions.forEach(
        (name, pinned) -> {
          TableId table = tables.get(name);
          if (lake.has(table)) {
            List<Commit> commits = lake.existing(table, "lepton features").commits();
            for (long version : pinned) {
              Passport.note(commits, version)
                  .ifPresent(note -> sources.addAll(Pin.in(note, name + "@" + version)));
            }
          }
        });
    return sources;
  }
}
