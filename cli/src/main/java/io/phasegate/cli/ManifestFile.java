package io.phasegate.cli;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects of a manifest file, YAML or JSON.
 *
 * @param name as the user wrote it, for messages
 */
public record ManifestFile(String name, List<Manifest> manifests) {

  /**
   * One object.
   *
   * @param place {@code file:line} of its first line
   */
  public record Manifest(String place, JsonObject object) {}

  public ManifestFile {
    manifests = List.copyOf(manifests);
  }

  /**
   * Reads a file, or standard input for {@code -}.
   *
   * @throws BadInput with file, line and what is wrong there
   */
  public static ManifestFile read(String name, InputStream standardInput) {
    List<Manifest> manifests = new ArrayList<>();
    try {
      for (YamlDocument document : YamlReader.read(text(name, standardInput))) {
        String place = name + ":" + document.line();
        manifests.add(
            new Manifest(
                place,
                document
                    .value()
                    .asObject()
                    .orElseThrow(() -> new BadInput(place + ": a manifest must be a mapping"))));
      }
    } catch (MalformedYaml e) {
      throw new BadInput(name + ":" + e.line() + ": " + e.reason());
    }
    if (manifests.isEmpty()) {
      throw new BadInput(name + " holds no manifest");
    }
    for (Manifest manifest : manifests) {
      for (String field : List.of("apiVersion", "kind")) {
        if (manifest.object.textAt(field).filter(text -> !text.isEmpty()).isEmpty()) {
          throw new BadInput(manifest.place + ": the manifest has no " + field);
        }
      }
    }
    return new ManifestFile(name, manifests);
  }

  private static String text(String name, InputStream standardInput) {
    try {
      return name.equals("-")
          ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new BadInput("there is no file " + name);
    } catch (CharacterCodingException e) {
      throw new BadInput(name + " is not UTF-8 text");
    } catch (IOException e) {
      throw new BadInput(
          Files.isDirectory(Path.of(name))
              ? name + " is a directory; name a file"
              : name + " cannot be read: " + e.getMessage());
    }
  }
}
