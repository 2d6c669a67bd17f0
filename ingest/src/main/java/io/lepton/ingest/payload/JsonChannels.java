package io.lepton.ingest.payload;

import java.util.Arrays;
import java.util.List;

/**
 * Long readings: remembers where each reading has its channel and its value, which may come in
 * either order and on either side of the list, and reads them at the end.
 */
final class JsonChannels {
  private static final int AT_START = 16;

  private final JsonScanner scanner;
  private final JsonValues values;
  private final FieldSpec[] fields;
  private final NameTable names;
  private final String channelPath;
  private final String valuePath;
  private final boolean channelInList;
  private final boolean valueInList;

  /** Places in the payload by reading plus one; 0 is outside the list. No value is at place 0. */
  private int[] channelAt = new int[AT_START];

  private int[] valueAt = new int[AT_START];
  private int element;

  JsonChannels(PayloadSpec spec, JsonValues values, JsonScanner scanner) {
    this.scanner = scanner;
    this.values = values;
    fields = spec.fields().toArray(new FieldSpec[0]);
    List<String> paths =
        spec.channel().isPresent()
            ? spec.fields().stream().map(FieldSpec::path).toList()
            : List.of();
    names = new NameTable(paths);
    channelPath = spec.channel().map(PayloadSpec.ChannelPaths::name).orElse("");
    valuePath = spec.channel().map(PayloadSpec.ChannelPaths::value).orElse("");
    channelInList = spec.channel().isPresent() && PayloadPath.parse(channelPath).listDepth() > 0;
    valueInList = spec.channel().isPresent() && PayloadPath.parse(valuePath).listDepth() > 0;
  }

  /** Forgets the message before. */
  void clear() {
    begin(0);
  }

  /** What comes is of this element, counted from 1. */
  void begin(int number) {
    element = number;
    if (number < channelAt.length) {
      channelAt[number] = 0;
    }
    if (number < valueAt.length) {
      valueAt[number] = 0;
    }
  }

  /** What comes is outside the list. */
  void leaveList() {
    element = 0;
  }

  /** The channel of this element is here. */
  void channelAt(int place) {
    channelAt = put(channelAt, place);
  }

  /** The value of this element is here. */
  void valueAt(int place) {
    valueAt = put(valueAt, place);
  }

  private int[] put(int[] places, int place) {
    int[] large = element < places.length ? places : Arrays.copyOf(places, element * 2);
    large[element] = place;
    return large;
  }

  /** Reads the values of all readings; the payload is known to be valid. */
  void resolve(Readings into) throws RejectedException {
    for (int i = 0; i < into.size(); i++) {
      int channel = placeIn(channelAt, channelInList ? i + 1 : 0);
      int value = placeIn(valueAt, valueInList ? i + 1 : 0);
      resolve(channel, value, into.get(i));
    }
  }

  private static int placeIn(int[] places, int index) {
    return index < places.length ? places[index] : 0;
  }

  private void resolve(int channel, int value, Reading reading) throws RejectedException {
    if (channel == 0) {
      values.note(Rejections.missing(channelPath, "a value"));
      return;
    }
    scanner.back(channel);
    if (scanner.peek() != '"') {
      values.wrongType(channelPath, "text", 0);
      return;
    }
    scanner.string();
    int field = scanner.find(names);
    String name = field < 0 ? scanner.text() : "";
    if (value == 0) {
      return;
    }
    scanner.back(value);
    if (field < 0) {
      values.unknown(name, reading, 0);
    } else if (fields[field].type() == FieldSpec.Type.NUMBER) {
      values.number(valuePath, field, reading, 0);
    } else {
      values.text(valuePath, field, reading, 0);
    }
  }
}
