package io.lepton.ingest.payload;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members that a configuration expects in one object, and in the objects within. Remembers in
 * which order they came last time; not safe for two threads.
 */
final class JsonShape {
  private final String prefix;
  private final Member start;
  private final Member[] members;
  private final NameTable names;

  /** What a member holds. */
  enum Holds {
    /** A value of its own. */
    VALUE,
    /** An object with more members that are expected. */
    OBJECT,
    /** A list of such objects, each of which is a reading. */
    LIST
  }

  /** One member that is expected. */
  static final class Member {
    private final String path;
    private final Holds holds;
    private final Place.Role role;
    private final int field;
    private final byte[] written;
    private final long head;
    private final long headMask;
    private final JsonShape inner;
    private Member next = this;
    private long visit;

    private Member(String path, byte[] written, Holds holds, Place place, JsonShape inner) {
      this.path = path;
      this.written = written;
      head = ByteBuffer.wrap(Arrays.copyOf(written, Long.BYTES)).order(LITTLE_ENDIAN).getLong();
      int unused = Long.SIZE - Byte.SIZE * Math.min(written.length, Long.BYTES);
      headMask = unused == Long.SIZE ? 0 : -1L >>> unused;
      this.holds = holds;
      this.role = place.role();
      this.field = place.field();
      this.inner = inner;
    }

    /** Where it is, as configured. */
    String path() {
      return path;
    }

    Holds holds() {
      return holds;
    }

    /** What its value is, if it holds one. */
    Place.Role role() {
      return role;
    }

    /** Which field its value is; -1 if none. */
    int field() {
      return field;
    }

    /** The shape of the object, or of each element of the list. */
    JsonShape inner() {
      return inner;
    }

    /** Its name as JSON writes it, quotes and colon included; empty if that needs escapes. */
    byte[] written() {
      return written;
    }

    /** The first eight bytes of {@link #written}, the first of them in its lowest bits. */
    long head() {
      return head;
    }

    /** The bits of {@link #head} that count. */
    long headMask() {
      return headMask;
    }

    /** The member that came after this one last time. */
    Member next() {
      return next;
    }

    void next(Member member) {
      next = member;
    }

    /** Notes that an object has it; false if the same object had it before. */
    boolean visit(long number) {
      boolean isNew = visit != number;
      visit = number;
      return isNew;
    }
  }

  /** A place and how deep in it the object of this shape is. */
  private record Route(Place place, PayloadPath path, int depth) {
    String name() {
      return path.names().get(depth);
    }

    boolean isList() {
      return path.listDepth() == depth + 1;
    }

    boolean isLast() {
      return path.names().size() == depth + 1;
    }

    /** The path up to the name at this depth. */
    String written() {
      PayloadPath part =
          new PayloadPath(
              path.names().subList(0, depth + 1),
              path.listDepth() > depth + 1 ? 0 : path.listDepth());
      return part.toString();
    }
  }

  /**
   * The shape of a payload.
   *
   * @throws IllegalArgumentException if the paths contradict each other
   */
  static JsonShape of(PayloadSpec spec) {
    List<Route> routes = new ArrayList<>();
    for (Place place : Place.of(spec)) {
      routes.add(new Route(place, PayloadPath.parse(place.path()), 0));
    }
    return new JsonShape("", routes);
  }

  private JsonShape(String prefix, List<Route> routes) {
    this.prefix = prefix;
    Map<String, List<Route>> byName = new LinkedHashMap<>();
    for (Route route : routes) {
      byName.computeIfAbsent(route.name(), name -> new ArrayList<>()).add(route);
    }
    names = new NameTable(List.copyOf(byName.keySet()));
    members = byName.values().stream().map(JsonShape::member).toArray(Member[]::new);
    start = new Member(prefix, new byte[0], Holds.OBJECT, routes.get(0).place(), this);
    Member last = start;
    for (Member member : members) {
      last.next(member);
      last = member;
    }
  }

  private static Member member(List<Route> routes) {
    Route first = routes.get(0);
    for (Route route : routes) {
      if (route.isLast() && (route.isList() || routes.size() > 1)) {
        throw new IllegalArgumentException(
            "path: '%s' (expected: a value, not an object or list that other paths lead into)"
                .formatted(route.path()));
      }
      if (route.isList() != first.isList()) {
        throw new IllegalArgumentException(
            "path: '%s' and '%s' (expected: both a list, marked by [], or none)"
                .formatted(first.path(), route.path()));
      }
    }
    byte[] written = written(first.name());
    String path = first.written();
    if (first.isLast()) {
      return new Member(path, written, Holds.VALUE, first.place(), null);
    }
    List<Route> inner =
        routes.stream().map(r -> new Route(r.place(), r.path(), r.depth() + 1)).toList();
    Holds holds = first.isList() ? Holds.LIST : Holds.OBJECT;
    return new Member(path, written, holds, first.place(), new JsonShape(path + ".", inner));
  }

  private static byte[] written(String name) {
    boolean needsEscapes = name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\');
    return needsEscapes ? new byte[0] : ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
  }

  /** Stands before the first member: its next is the one that came first last time. */
  Member start() {
    return start;
  }

  /** The member of a name; null if none is expected. */
  Member find(byte[] bytes, int from, int to) {
    int index = names.find(bytes, from, to);
    return index < 0 ? null : members[index];
  }

  /** The path of a member of this object. */
  String path(String name) {
    return prefix + name;
  }
}
