package io.lepton.ingest.payload;

import io.lepton.ingest.payload.JsonShape.Holds;
import io.lepton.ingest.payload.JsonShape.Member;

/** Reads a JSON object in UTF-8, byte by byte and strictly. */
final class JsonDecoder implements PayloadDecoder {
  private final JsonScanner scanner = new JsonScanner();
  private final JsonShape shape;
  private final JsonValues values;
  private final JsonChannels channels;

  /** Path of the list of readings; empty if a message is one reading. */
  private final String list;

  /** What stands outside the list. */
  private final Reading outer;

  private final OuterValues outerValues;
  private final boolean isLong;

  /** Counts objects, so that members can tell whether they have been in this one before. */
  private long visits;

  /**
   * A decoder of payloads that look so.
   *
   * @throws IllegalArgumentException if the paths contradict each other
   */
  JsonDecoder(PayloadSpec spec) {
    shape = JsonShape.of(spec);
    values = new JsonValues(spec, scanner);
    channels = new JsonChannels(spec, values, scanner);
    list = new PayloadPath(spec.list(), spec.list().size()).toString();
    outer = new Reading(spec.fields().size());
    outerValues = new OuterValues(spec);
    isLong = spec.channel().isPresent();
  }

  @Override
  public void decode(byte[] payload, Readings into) throws RejectedException {
    into.clear();
    values.clear();
    scanner.start(payload);
    channels.clear();
    outer.clear();
    boolean isOne = list.isEmpty();
    object(shape, isOne ? into.add() : outer, into, 1);
    scanner.end();
    if (into.size() == 0) {
      values.note(Rejections.missing(list, "at least one reading"));
    }
    values.throwFirst();
    if (!isOne) {
      outerValues.spread(outer, into);
    }
    if (isLong) {
      channels.resolve(into);
      values.throwFirst();
    }
  }

  /** Reads the object that begins here, the outermost at depth 1. */
  private void object(JsonShape expected, Reading reading, Readings all, int depth)
      throws RejectedException {
    long visit = ++visits;
    Member last = expected.start();
    boolean more = scanner.open('}', depth);
    while (more) {
      Member member = last.next();
      if (!scanner.take(member)) {
        scanner.name();
        member = scanner.find(expected);
      }
      if (member == null) {
        values.unknown(expected, reading, depth);
      } else {
        if (!member.visit(visit)) {
          throw new RejectedException(
              Reason.MALFORMED, "'%s' is there twice (expected: once)".formatted(member.path()));
        }
        last.next(member);
        last = member;
        member(member, reading, all, depth);
      }
      more = scanner.another('}');
    }
  }

  private void member(Member member, Reading reading, Readings all, int depth)
      throws RejectedException {
    int c = scanner.peek();
    if (c == 'n') {
      scanner.literal();
    } else if (member.holds() == Holds.VALUE) {
      value(member, reading, depth);
    } else if (member.holds() == Holds.LIST && c == '[') {
      elements(member, all, depth + 1);
    } else if (member.holds() == Holds.OBJECT && c == '{') {
      object(member.inner(), reading, all, depth + 1);
    } else {
      String expected = member.holds() == Holds.LIST ? "a list of objects" : "an object";
      values.wrongType(member.path(), expected, depth);
    }
  }

  private void value(Member member, Reading reading, int depth) throws RejectedException {
    switch (member.role()) {
      case NUMBER -> values.number(member.path(), member.field(), reading, depth);
      case TEXT -> values.text(member.path(), member.field(), reading, depth);
      case DEVICE -> values.device(member.path(), reading, depth);
      case TIME -> values.time(member.path(), reading, depth);
      case SEQUENCE -> values.sequence(member.path(), reading, depth);
      case CHANNEL -> {
        channels.channelAt(scanner.at());
        scanner.skip(depth);
      }
      case VALUE -> {
        channels.valueAt(scanner.at());
        scanner.skip(depth);
      }
    }
  }

  /** Reads the list that begins here, each element a reading. */
  private void elements(Member member, Readings all, int depth) throws RejectedException {
    boolean more = scanner.open(']', depth);
    while (more) {
      if (scanner.peek() == '{') {
        Reading reading = all.add();
        channels.begin(all.size());
        object(member.inner(), reading, all, depth + 1);
      } else {
        values.wrongType(member.path(), "an object", depth);
      }
      more = scanner.another(']');
    }
    channels.leaveList();
  }
}
