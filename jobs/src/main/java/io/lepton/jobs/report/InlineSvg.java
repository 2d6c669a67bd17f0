package io.lepton.jobs.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/**
 * A chart as SVG inside a page. The encoder's file is rewritten: the page's colours, short numbers,
 * ids that depend on the content only, and one element per curve instead of one per segment.
 */
public final class InlineSvg {
  private static final Pattern INVISIBLE = Pattern.compile("<rect[^>]*fill-opacity:0;[^>]*/>");
  private static final Pattern CLIP = Pattern.compile("<clipPath id=\"([^\"]+)\"");
  private static final Pattern DECIMALS = Pattern.compile("(\\d+\\.\\d\\d?)\\d*(E-\\d+)?");
  private static final Pattern SEGMENT =
      Pattern.compile(
          "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\""
              + " y2=\"([^\"]*)\"/>");
  private static final Pattern DOT =
      Pattern.compile(
          "<ellipse cx=\"([^\"]*)\" cy=\"([^\"]*)\" rx=\"([^\"]*)\" ry=\"[^\"]*\""
              + " style=\"([^\"]*)\"/>");

  private InlineSvg() {}

  /** The chart's drawing; the id must be unique in the page. */
  static String of(XYChart chart, String id) {
    // the size comes from the page, only the proportions from the drawing
    String start = "<svg class=\"plot\" viewBox=\"0 0 W H\" aria-hidden=\"true\">";
    return coloured(drawing(chart, id, start));
  }

  /** A drawing that needs no page: its own size and colours, on white; ids begin with the id. */
  public static String alone(XYChart chart, String id) {
    String start =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"W\" height=\"H\" viewBox=\"0 0 W H\">"
            + "\n<rect width=\"W\" height=\"H\" fill=\"white\"/>";
    return drawing(chart, id, start);
  }

  private static String drawing(XYChart chart, String id, String start) {
    String svg = encoded(chart);
    svg = INVISIBLE.matcher(svg.substring(svg.indexOf("<svg"))).replaceAll("");
    // digits are Latin in every locale
    String sized =
        start
            .replace("W", Integer.toString(chart.getWidth()))
            .replace("H", Integer.toString(chart.getHeight()));
    svg = svg.replaceFirst("<svg[^>]*>", Matcher.quoteReplacement(sized));
    return joined(shortened(named(svg, id)));
  }

  private static String encoded(XYChart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  // the encoder names clips by identity hash, which differs from run to run
  private static String named(String svg, String id) {
    String renamed = svg;
    Matcher clip = CLIP.matcher(svg);
    for (int i = 0; clip.find(); i++) {
      renamed = renamed.replace(clip.group(1), id + "-clip" + i);
    }
    return renamed;
  }

  private static String shortened(String svg) {
    return DECIMALS
        .matcher(svg)
        .replaceAll(number -> number.group(2) == null ? number.group(1) : "0");
  }

  private static String coloured(String svg) {
    String coloured = svg;
    for (Ink ink : Ink.values()) {
      coloured = coloured.replace(ink.drawn(), ink.variable());
    }
    return coloured;
  }

  private static String joined(String svg) {
    List<String> lines = new ArrayList<>();
    Run run = new Run("", "");
    for (String line : svg.split("\n")) {
      String element = line.strip();
      Matcher segment = SEGMENT.matcher(element);
      Matcher dot = DOT.matcher(element);
      if (segment.matches()) {
        String from = segment.group(2) + "," + segment.group(4);
        String to = segment.group(3) + "," + segment.group(5);
        run = run.at("path", segment.group(1), lines);
        run.segment(from, to);
      } else if (dot.matches()) {
        run = run.at("g", dot.group(4), lines);
        run.dot(dot.group(1), dot.group(2), dot.group(3));
      } else {
        run = run.at("", "", lines);
        lines.add(element);
      }
    }
    return String.join("\n", lines);
  }

  /** Neighbours of one kind and style, collected into one element. */
  private static final class Run {
    private final String tag;
    private final String style;
    private final StringBuilder body = new StringBuilder();
    private String end = "";

    Run(String tag, String style) {
      this.tag = tag;
      this.style = style;
    }

    /** This run if it goes on, else a new one after this one was written. */
    Run at(String nextTag, String nextStyle, List<String> lines) {
      if (tag.equals(nextTag) && style.equals(nextStyle)) {
        return this;
      }
      if (tag.equals("path")) {
        lines.add("<path style=\"%s\" d=\"%s\"/>".formatted(style, body));
      } else if (tag.equals("g")) {
        lines.add("<g style=\"%s\">%s</g>".formatted(style, body));
      }
      return new Run(nextTag, nextStyle);
    }

    void segment(String from, String to) {
      body.append(from.equals(end) ? "L" + to : "M" + from + "L" + to);
      end = to;
    }

    void dot(String x, String y, String radius) {
      body.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(x, y, radius));
    }
  }
}
