import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every Java file of the project to google-java-format: {@code Format.java check|fix ROOT}.
 */
final class Format {

  public static void main(String[] args) throws IOException, FormatterException {
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    List<Path> wrong = new ArrayList<>();
    Formatter formatter = new Formatter();
    for (Path file : sources(root)) {
      String text = Files.readString(file);
      String formatted = formatted(formatter, root.relativize(file), text);
      if (!formatted.equals(text)) {
        wrong.add(root.relativize(file));
        if (fix) {
          Files.writeString(file, formatted);
        }
      }
    }
    if (!wrong.isEmpty() && fix) {
      System.out.println("formatted anew: " + wrong);
    } else if (!wrong.isEmpty()) {
      System.err.println("Not in google-java-format: " + wrong);
      System.err.println("Mend it with: mvn -N -Dformat=fix process-sources");
      System.exit(1);
    }
  }

  private static String formatted(Formatter formatter, Path name, String text)
      throws FormatterException {
    try {
      return formatter.formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      System.err.println(name + " cannot be read as Java: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target/"))
          .sorted()
          .toList();
    }
  }
}
