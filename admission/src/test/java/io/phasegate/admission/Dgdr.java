package io.phasegate.admission;

import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.util.List;
import org.assertj.core.api.Assertions;

/** What the tests speak in: requests as YAML, edits by path, verdicts as lists of sentences. */
public final class Dgdr {

  public static final String SPEC_PAYLOAD = "nvidia.com/dgdr-spec";
  public static final String CONFIG_MAP_REF = "nvidia.com/dgdr-config-map-ref";
  public static final String OUTPUT_PVC = "nvidia.com/dgdr-output-pvc";

  private static final ConversionRegistry REGISTRY = Kinds.registry();
  private static final Admission ADMISSION = admission(Settings.standard());

  private Dgdr() {}

  /** Everything wired as in the webhook. */
  public static Admission admission(Settings settings) {
    return AdmittedKinds.admission(settings, REGISTRY);
  }

  /** A v1alpha1 request called chat, in namespace inference, with the given rest. */
  public static JsonObject alpha(String rest) {
    return request("v1alpha1", rest);
  }

  /** A v1beta1 request called chat, in namespace inference, with the given rest. */
  public static JsonObject beta(String rest) {
    return request("v1beta1", rest);
  }

  /** A v1alpha1 request with nothing wrong about it. */
  public static JsonObject goodAlpha() {
    return alpha(
        """
        spec:
          model: acme/chat
          backend: vllm
          profilingConfig:
            profilerImage: registry.local/profiler:1
            config: {sla: {ttft: 250, isl: 3500}, note: {deep: [1]}}
            outputPVC: results
        """);
  }

  /** A v1beta1 request with nothing wrong about it. */
  public static JsonObject goodBeta() {
    return beta("spec: {model: acme/chat, backend: vllm, image: 'registry.local/profiler:1'}");
  }

  private static JsonObject request(String version, String rest) {
    JsonObject object =
        JsonObject.of("apiVersion", Json.text("nvidia.com/" + version))
            .with("kind", Json.text("DynamoGraphDeploymentRequest"))
            .with("metadata", yaml("{name: chat, namespace: inference}"));
    for (var entry : yaml(rest).entries()) {
      object = object.with(entry.getKey(), entry.getValue());
    }
    return object;
  }

  /** An object written as YAML. */
  public static JsonObject yaml(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalArgumentException(e.reason() + " in line " + e.line(), e);
    }
  }

  /** A value in YAML's flow style, {@code null} as well. */
  public static Json value(String yaml) {
    return yaml("{value: " + yaml + "}").get("value").orElseThrow();
  }

  /** The same object with one field set, as a user's edit would. */
  public static JsonObject edit(JsonObject object, String path, String yaml) {
    Draft draft = Draft.of(object);
    draft.put(Path.of(path), value(yaml));
    return draft.freeze();
  }

  /** The same object without one field. */
  public static JsonObject remove(JsonObject object, String path) {
    Draft draft = Draft.of(object);
    draft.take(Path.of(path), Path.of(path).parent());
    return draft.freeze();
  }

  public static JsonObject annotate(JsonObject object, String key, String text) {
    Draft draft = Draft.of(object);
    draft.put(Path.of("metadata.annotations").key(key), Json.text(text));
    return draft.freeze();
  }

  /** The object as it is when it has come over the wire. */
  public static JsonObject asRead(JsonObject object) {
    try {
      return JsonReader.readObject(JsonWriter.bytes(object));
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The object as clients of v1alpha1 see it. */
  public static JsonObject toAlpha(JsonObject object) {
    return convert(object, "v1alpha1");
  }

  /** The object as clients of v1beta1 see it. */
  public static JsonObject toBeta(JsonObject object) {
    return convert(object, "v1beta1");
  }

  private static JsonObject convert(JsonObject object, String version) {
    return switch (new Converter(REGISTRY).convert(object, new ApiVersion("nvidia.com", version))) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused(var reason) -> Assertions.fail(reason);
    };
  }

  public static Verdict onCreate(JsonObject object) {
    return ADMISSION.validate(Operation.CREATE, object, JsonObject.empty());
  }

  public static Verdict onUpdate(JsonObject oldObject, JsonObject object) {
    return ADMISSION.validate(Operation.UPDATE, object, oldObject);
  }

  /** The violations as people read them; none when the write is allowed. */
  public static List<String> violations(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed _ -> List.of();
      case Verdict.Invalid(var violations, _) ->
          violations.stream().map(Violation::toString).toList();
      case Verdict.NotServed(var reason) -> Assertions.fail(reason);
    };
  }

  /** The warnings as people read them. */
  public static List<String> warnings(Verdict verdict) {
    List<Warning> warnings =
        switch (verdict) {
          case Verdict.Allowed(var all) -> all;
          case Verdict.Invalid(_, var all) -> all;
          case Verdict.NotServed(var reason) -> Assertions.fail(reason);
        };
    return warnings.stream().map(Warning::toString).toList();
  }
}
