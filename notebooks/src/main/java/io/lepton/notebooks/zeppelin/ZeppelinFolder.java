package io.lepton.notebooks.zeppelin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An installation of Zeppelin, which gets an interpreter and notes.
 *
 * @param home its folder, with {@code bin} and {@code interpreter} in it
 */
public record ZeppelinFolder(Path home) {
  // by name: what it extends is not here but where Zeppelin runs it
  private static final String INTERPRETER = "io.lepton.notebooks.zeppelin.LeptonInterpreter";
  private static final String SERVER =
      "org.apache.zeppelin.interpreter.remote.RemoteInterpreterServer";

  /** Where the interpreter is. */
  public Path interpreter() {
    return home.resolve("interpreter").resolve("lepton");
  }

  /** Where the notes are. */
  public Path notes() {
    return home.resolve("notebook").resolve("Lepton");
  }

  /**
   * Puts the interpreter there, always anew, and those notes that are missing.
   *
   * @param jvm command, flags and class path of a JVM for the cells, without class
   * @param environment of that JVM
   * @param settings the pipeline's file and overrides of it
   * @param notes what to bring
   */
  public void prepare(
      List<String> jvm,
      Map<String, String> environment,
      List<String> settings,
      List<ZeppelinNote> notes) {
    if (!Files.isDirectory(home.resolve("interpreter"))) {
      throw PipelineException.config(
          "Cannot set up Zeppelin in '%s': it has no folder 'interpreter' (expected: where Zeppelin is installed). Name that folder."
              .formatted(home));
    }
    try {
      Files.createDirectories(interpreter());
      Files.createDirectories(notes());
      Path start = interpreter().resolve("start.sh");
      Files.writeString(start, script(jvm, environment), StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(
          interpreter().resolve("interpreter-setting.json"),
          setting(start, settings),
          StandardCharsets.UTF_8);
      for (ZeppelinNote note : notes) {
        Path file = notes().resolve(note.file());
        if (!Files.exists(file)) {
          Files.writeString(file, note.json(), StandardCharsets.UTF_8);
        }
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot set up Zeppelin in '%s': %s (expected: a folder that can be written)."
              .formatted(home, e.getMessage()),
          e);
    }
  }

  /** Zeppelin starts it with options that say who asks; its own classes come last. */
  private String script(List<String> jvm, Map<String, String> environment) {
    String variables =
        environment.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(variable -> quoted(variable.getKey() + "=" + variable.getValue()))
            .collect(Collectors.joining(" "));
    return """
           #!/bin/sh
           # Written by 'lepton notebook --zeppelin'; Zeppelin runs it for each note.
           ports=:
           while getopts d:c:p:r:i:u:l:g: option; do
             case $option in
               c) server=$OPTARG ;;
               p) port=$OPTARG ;;
               i) group=$OPTARG ;;
               r) ports=$OPTARG ;;
               *) ;;
             esac
           done
           exec env %s \\
             %s:%s \\
             %s "$server" "$port" "$group" "$ports"
           """
        .formatted(
            variables,
            jvm.stream().map(ZeppelinFolder::quoted).collect(Collectors.joining(" \\\n  ")),
            quoted(home.resolve("interpreter") + "/*"),
            SERVER);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String setting(Path start, List<String> settings) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode all = json.createArrayNode();
    ObjectNode lepton = all.addObject();
    lepton.put("group", "lepton").put("name", "lepton");
    lepton.put("className", INTERPRETER).put("defaultInterpreter", true);
    ObjectNode properties = lepton.putObject("properties");
    property(properties, LeptonInterpreter.CONF, settings.get(0), "The pipeline's file.");
    property(
        properties,
        LeptonInterpreter.SET,
        String.join("\n", settings.subList(1, settings.size())),
        "Other values for keys of the file: KEY=VALUE in a line each.");
    // there is one notebook in a JVM
    lepton
        .putObject("option")
        .put("remote", true)
        .put("perNote", "isolated")
        .put("perUser", "shared");
    lepton.putObject("runner").put("linux", start.toString()).put("win", "");
    lepton
        .putObject("editor")
        .put("language", "java")
        .put("editOnDblClick", false)
        .put("completionKey", "TAB")
        .put("completionSupport", true);
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static void property(ObjectNode all, String name, String value, String description) {
    ObjectNode property = all.putObject(name);
    property.putNull("envName").put("propertyName", name).put("defaultValue", value);
    property.put("description", description).put("type", "textarea");
  }
}
