package io.phasegate.conversion.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The tripwire of ruling 1: a field of the CRD without a line, or a line without a field. */
class DgdrTableCoversTheCrdTest {

  private static final ConversionTable TABLE = DgdrTable.create();

  @Test
  void everyFieldOfTheSpokeHasALine() {
    assertThat(leaves(schema("v1alpha1")))
        .allSatisfy(leaf ->
            assertThat(paths(Mapping::spokePaths))
                .as("a line for %s", leaf)
                .anyMatch(leaf::startsWith));
  }

  @Test
  void everyFieldOfTheHubHasALine() {
    assertThat(leaves(schema("v1beta1")))
        .allSatisfy(leaf ->
            assertThat(paths(Mapping::hubPaths))
                .as("a line for %s", leaf)
                .anyMatch(leaf::startsWith));
  }

  @Test
  void everyLineNamesFieldsThatExist() {
    assertThat(paths(Mapping::spokePaths)).allMatch(path -> exists(schema("v1alpha1"), path));
    assertThat(paths(Mapping::hubPaths)).allMatch(path -> exists(schema("v1beta1"), path));
  }

  private static List<Path> paths(Function<Mapping, List<Path>> side) {
    return TABLE.parts().stream()
        .flatMap(part -> part.lines().stream())
        .flatMap(line -> side.apply(line).stream())
        .toList();
  }

  private static JsonObject schema(String version) {
    CustomResourceDefinition crd = Crds.read("dynamographdeploymentrequests");
    return crd.version(version).orElseThrow().schema();
  }

  /** The fields below spec and status that have no typed fields of their own. */
  private static List<Path> leaves(JsonObject schema) {
    List<Path> leaves = new ArrayList<>();
    for (String part : List.of("spec", "status")) {
      property(schema, part).ifPresent(field -> collect(field, Path.of(part), leaves));
    }
    return leaves;
  }

  private static void collect(JsonObject schema, Path path, List<Path> leaves) {
    JsonObject properties = schema.objectAt("properties").orElse(JsonObject.empty());
    if (properties.isEmpty()) {
      leaves.add(path);
    }
    for (String name : properties.keys()) {
      property(schema, name).ifPresent(field -> collect(field, path.key(name), leaves));
    }
  }

  /** True when the schema names the path, or keeps everything that is there. */
  private static boolean exists(JsonObject schema, Path path) {
    JsonObject here = schema;
    for (String key : path.keys()) {
      Optional<JsonObject> next = property(here, key);
      if (next.isEmpty()) {
        return here.has("x-kubernetes-preserve-unknown-fields");
      }
      here = next.get();
    }
    return true;
  }

  private static Optional<JsonObject> property(JsonObject schema, String name) {
    return schema.objectAt("properties").flatMap(all -> all.objectAt(name));
  }
}
