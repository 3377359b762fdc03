import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts manifests into the form that programs start fast with: of each {@code NAME.yaml} in a folder
 * it makes {@code NAME.jsonl} in another, one object a line. A parser of YAML takes a starting
 * webhook longer than all that it then does with the objects.
 *
 * <p>Usage, by the build of {@code conversion}: {@code java -cp … Manifests.java FROM TO [FROM
 * TO]…}
 */
final class Manifests {

  public static void main(String[] folders) throws Exception {
    for (int i = 0; i + 1 < folders.length; i += 2) {
      Path to = Files.createDirectories(Path.of(folders[i + 1]));
      try (Stream<Path> files = Files.list(Path.of(folders[i]))) {
        for (Path file : files.filter(Manifests::isManifest).sorted().toList()) {
          String name = file.getFileName().toString().replaceFirst("\\.yaml$", ".jsonl");
          Files.writeString(to.resolve(name), lines(file));
        }
      }
    }
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !name.equals("kustomization.yaml");
  }

  private static String lines(Path file) throws Exception {
    return YamlReader.read(Files.readString(file)).stream()
        .map(YamlDocument::value)
        .map(value -> JsonWriter.text(value) + "\n")
        .collect(Collectors.joining());
  }
}
