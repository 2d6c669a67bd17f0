package io.lepton.notebooks.zeppelin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A notebook of Jupyter's as a note of Zeppelin's: cells of text are {@code %md} paragraphs, cells
 * of code {@code %lepton} ones.
 *
 * @param id follows from the name, so that a note made again is the same
 * @param name the notebook's
 * @param json what Zeppelin imports
 */
public record ZeppelinNote(String id, String name, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How Zeppelin names files of notes. */
  String file() {
    return name + "_" + id + ".zpln";
  }

  /**
   * Makes a note of a notebook.
   *
   * @param name such as {@code 1-telemetry}
   * @param notebook the text of the notebook's file
   * @throws IOException if that is no notebook
   */
  public static ZeppelinNote of(String name, byte[] notebook) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String id = "2L" + Long.toString(sum.getValue(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    ObjectNode note = JSON.createObjectNode();
    note.put("id", id);
    note.put("name", name);
    note.put("defaultInterpreterGroup", "lepton");
    ArrayNode paragraphs = note.putArray("paragraphs");
    for (JsonNode cell : JSON.readTree(notebook).path("cells")) {
      add(paragraphs, id, cell);
    }
    note.putObject("config").put("looknfeel", "default").put("personalizedMode", "false");
    note.putObject("info");
    return new ZeppelinNote(
        id, name, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(note) + "\n");
  }

  private static void add(ArrayNode paragraphs, String note, JsonNode cell) {
    boolean isCode = cell.path("cell_type").asText().equals("code");
    StringBuilder source = new StringBuilder(isCode ? "%lepton\n" : "%md\n");
    cell.path("source").forEach(line -> source.append(line.asText()));
    ObjectNode paragraph = paragraphs.addObject();
    paragraph.put("id", "paragraph_%s_%02d".formatted(note, paragraphs.size()));
    paragraph.put("text", source.toString());
    paragraph.put("user", "anonymous");
    paragraph.put("status", "READY");
    ObjectNode config = paragraph.putObject("config");
    config.put("enabled", true).put("colWidth", 12).put("editorHide", !isCode);
    config.putObject("editorSetting").put("language", isCode ? "java" : "markdown");
    ObjectNode settings = paragraph.putObject("settings");
    settings.putObject("params");
    settings.putObject("forms");
  }
}
