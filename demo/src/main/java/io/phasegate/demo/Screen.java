package io.phasegate.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** The first words, in bold. */
  void title(String text) {
    out.println(style(BOLD, text));
    out.flush();
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

  /** A row of a table, as it is. */
  void row(String text) {
    out.println("   " + text);
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
    int column = bestColumn(pairs);
    for (Pair pair : pairs) {
      if (fits(pair, column)) {
        String gap = " ".repeat(column - pair.left().length());
        out.println("     " + pair.left() + gap + " → " + pair.right());
      } else {
        out.println("     " + pair.left());
        out.println("       → " + shortened(pair.right(), WIDTH - 9));
      }
    }
    out.flush();
  }

  /** The width of the left side with which most pairs stand on one line. */
  private static int bestColumn(List<Pair> pairs) {
    return pairs.stream()
        .map(pair -> pair.left().length())
        .max(
            Comparator.comparingLong(
                column -> pairs.stream().filter(pair -> fits(pair, column)).count()))
        .orElse(0);
  }

  private static boolean fits(Pair pair, int column) {
    return pair.left().length() <= column && 5 + column + 3 + pair.right().length() <= WIDTH;
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
