package io.lepton.ingest.payload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configured paths by their names, from the outside in, and where their values go. */
final class PathTree {
  private final String path;
  private final Map<String, PathTree> children;
  private boolean list;
  private Slot slot;

  private PathTree(String path, Map<String, PathTree> children) {
    this.path = path;
    this.children = children;
  }

  /** The paths of a configuration. */
  static PathTree of(PayloadSpec spec) {
    PathTree root = new PathTree("", new HashMap<>());
    root.put(spec.device(), Slots.device(spec.device()));
    root.put(spec.time(), new TimeSlot(spec.time(), spec.timeFormat()));
    spec.sequence().ifPresent(path -> root.put(path, Slots.sequence(path)));
    if (spec.channel().isPresent()) {
      PayloadSpec.ChannelPaths paths = spec.channel().get();
      root.put(paths.name(), Slots.channel(paths.name()));
      root.put(paths.value(), Slots.value(paths.value()));
      return root;
    }
    List<FieldSpec> fields = spec.fields();
    for (int i = 0; i < fields.size(); i++) {
      FieldSpec field = fields.get(i);
      root.put(field.path(), Slots.field(i, field, spec.unknownFields()));
    }
    return root;
  }

  private void put(String path, Slot slot) {
    PayloadPath parsed = PayloadPath.parse(path);
    PathTree node = this;
    for (int i = 0; i < parsed.names().size(); i++) {
      String name = parsed.names().get(i);
      boolean isList = i + 1 == parsed.listDepth();
      String here = node.below(isList ? name + "[]" : name);
      node = node.children.computeIfAbsent(name, key -> new PathTree(here, new HashMap<>()));
      node.list |= isList;
    }
    node.slot = slot;
  }

  /** The path of a name below, configured or not. */
  String below(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Its own path; empty at the root. */
  String path() {
    return path;
  }

  /** What is configured below a name; null if nothing is. */
  PathTree child(String name) {
    return children.get(name);
  }

  /** Whether its elements are the readings. */
  boolean isList() {
    return list;
  }

  /** What an element of the list is. */
  PathTree element() {
    PathTree element = new PathTree(path, children);
    element.slot = slot;
    return element;
  }

  /** Where its value goes; null if it only leads to others. */
  Slot slot() {
    return slot;
  }
}
