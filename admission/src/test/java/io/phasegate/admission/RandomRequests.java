package io.phasegate.admission;

import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/** Requests after a schema, mostly: some fields hold what the schema does not allow. */
final class RandomRequests {

  private static final CustomResourceDefinition CRD = Crds.read("dynamographdeploymentrequests");
  private static final StructuralSchema ALPHA = AdmittedKind.schema(CRD, "v1alpha1");
  private static final StructuralSchema BETA = AdmittedKind.schema(CRD, "v1beta1");

  /** Words that rules look for, so that random requests meet them. */
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "auto",
          "vllm",
          "thorough",
          "rapid",
          "profiler",
          "output-copier",
          "Pending",
          "Profiling",
          "Ready",
          "Deployed",
          "Failed",
          "h200_sxm",
          "nvidia.com/v1beta1",
          "DynamoGraphDeployment",
          "Not A Label",
          "1Gi",
          "ü\u0007");

  private static final List<String> NUMBERS =
      List.of("0", "1", "-1", "8", "250.5", "1e3", "4000.0", "-0.0", "9007199254740993", "1e400");

  private final SplittableRandom random;

  RandomRequests(SplittableRandom random) {
    this.random = random;
  }

  JsonObject request(String version) {
    StructuralSchema schema = version.equals("v1alpha1") ? ALPHA : BETA;
    JsonObject metadata =
        JsonObject.of("name", Json.text("chat".repeat(1 + random.nextInt(15))))
            .with("annotations", annotations(version));
    return JsonObject.of("apiVersion", Json.text("nvidia.com/" + version))
        .with("kind", Json.text("DynamoGraphDeploymentRequest"))
        .with("metadata", metadata)
        .with("spec", object(schema.field("spec").orElseThrow(), 6))
        .with("status", object(schema.field("status").orElseThrow(), 3));
  }

  /** Now and then a payload of the other version. */
  private JsonObject annotations(String version) {
    String other = version.equals("v1alpha1") ? "v1beta1" : "v1alpha1";
    StructuralSchema schema = other.equals("v1alpha1") ? ALPHA : BETA;
    StructuralSchema spec = schema.field("spec").orElseThrow();
    return random.nextInt(3) > 0
        ? JsonObject.empty()
        : JsonObject.of(
            Dgdr.SPEC_PAYLOAD,
            Json.text(
                JsonObject.of("version", Json.Num.of(1))
                    .with("from", Json.text(other))
                    .with("spec", object(spec, 5))
                    .toString()));
  }

  private Json value(StructuralSchema schema, int depth) {
    if (random.nextInt(12) == 0) {
      return anything(2);
    }
    return switch (schema.type()) {
      case OBJECT -> object(schema, depth - 1);
      case ARRAY ->
          JsonArray.of(
              random
                  .ints(random.nextInt(4), 0, 1)
                  .mapToObj(_ -> schema.items().map(items -> value(items, depth - 1)).orElseThrow())
                  .toList());
      case STRING -> Json.text(pick(WORDS));
      case INTEGER, NUMBER -> new Json.Num(pick(NUMBERS));
      case BOOLEAN -> Json.Bool.of(random.nextBoolean());
      case INT_OR_STRING -> random.nextBoolean() ? Json.text("1Gi") : Json.Num.of(1);
      case ANY -> anything(depth - 1);
    };
  }

  private JsonObject object(StructuralSchema schema, int depth) {
    var fields = new LinkedHashMap<String, Json>();
    schema
        .properties()
        .forEach((key, field) -> {
          if (depth > 0 && random.nextInt(3) > 0) {
            fields.put(key, value(field, depth));
          }
        });
    if (schema.properties().isEmpty() || random.nextInt(8) == 0) {
      fields.put(random.nextBoolean() ? "hardware" : "x.y/z~", anything(depth - 1));
    }
    return JsonObject.of(fields);
  }

  private Json anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.Bool.TRUE;
      case 2 -> Json.text(pick(WORDS));
      case 3 -> new Json.Num(pick(NUMBERS));
      case 4 -> JsonArray.of(new ArrayList<>(List.of(anything(depth - 1), anything(depth - 1))));
      default -> JsonObject.of(pick(WORDS), anything(depth - 1));
    };
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
