package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A browser without a window, Chromium or one like it. */
final class Browser {
  private static final Pattern WIDTH = Pattern.compile("<title>(\\d+)</title>");

  private final Path program;
  private final Path folder;

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The one on the path, if there is one; it gets a folder for what it writes. */
  static Optional<Browser> in(Path folder) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            path ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Browser(program, folder));
  }

  /** How a page looks to one who likes it light or dark. */
  BufferedImage picture(Path page, boolean isDark) throws IOException, InterruptedException {
    Path file = folder.resolve(isDark ? "dark.png" : "light.png");
    run(
        "--hide-scrollbars",
        "--window-size=1280,4000",
        "--blink-settings=preferredColorScheme=" + (isDark ? 0 : 1),
        "--screenshot=" + file,
        page.toUri().toString());
    return ImageIO.read(file.toFile());
  }

  /** How wide a page becomes, in pixels, that is given so many. */
  int width(Path page, int given) throws IOException, InterruptedException {
    Path frame = folder.resolve("frame.html");
    Files.writeString(
        frame,
        "<iframe id=f style='width:%dpx;height:900px;border:0' src='%s' onload=\"document.title=f.contentDocument.documentElement.scrollWidth\">"
            .formatted(given, page.toUri()));
    String shown =
        run(
            "--allow-file-access-from-files",
            "--disable-web-security",
            "--virtual-time-budget=5000",
            "--dump-dom",
            frame.toUri().toString());
    Matcher title = WIDTH.matcher(shown);
    assertThat(title.find()).as(shown).isTrue();
    return Integer.parseInt(title.group(1));
  }

  private String run(String... options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString(), "--headless", "--disable-gpu"));
    // root has no sandbox; the page is ours
    line.addAll(List.of("--no-sandbox", "--user-data-dir=" + folder.resolve("profile")));
    line.addAll(Arrays.asList(options));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", line)).isZero();
    return said;
  }
}
