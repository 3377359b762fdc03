package io.phasegate.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Sets text for a terminal of 80 columns; bold and dim only where there is a terminal. */
final class Screen {

  private static final int WIDTH = 80;
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colours;
  private int chapters;

  /**
   * @param colours whether escape sequences may be written
   */
  Screen(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** A numbered heading with an empty line before it. */
  void chapter(String title) {
    chapters++;
    out.println();
    out.println(style(BOLD, chapters + "  " + title));
    out.flush();
  }

  /** A paragraph. */
  void say(String text) {
    lines(text, WIDTH - 3).forEach(line -> out.println("   " + line));
    out.flush();
  }

  /** A label for the lines that follow. */
  void label(String text) {
    out.println("   " + style(DIM, text));
    out.flush();
  }

  /** One item of a list; what does not fit goes on below it. */
  void item(String text) {
    String indent = "     ";
    for (String line : lines(text, WIDTH - 5)) {
      out.println(indent + line);
      indent = "       ";
    }
    out.flush();
  }

  /** Pairs with their arrows one below the other; a pair that is too wide takes two lines. */
  void pairs(List<Pair> pairs) {
    int left = pairs.stream().mapToInt(pair -> pair.left().length()).max().orElse(0);
    for (Pair pair : pairs) {
      if (5 + left + 4 + pair.right().length() <= WIDTH) {
        out.println(
            "     "
                + pair.left()
                + " ".repeat(left - pair.left().length())
                + "  → "
                + pair.right());
      } else {
        out.println("     " + pair.left());
        out.println("       → " + shortened(pair.right(), WIDTH - 9));
      }
    }
    out.flush();
  }

  /** What became of something. */
  record Pair(String left, String right) {}

  /** A line on its own, as it is, for text that people copy. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  private static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** Breaks between words; a word that is too long alone stays whole, it may be copied. */
  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private String style(String code, String text) {
    return colours ? code + text + PLAIN : text;
  }
}
