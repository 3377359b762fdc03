package io.phasegate.reconciler.dgdr.failure;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.job.CopierContainer;
import io.phasegate.reconciler.dgdr.job.ProfilerContainer;
import io.phasegate.reconciler.dgdr.resource.AuthorsFields;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says to the author of a request which of his fields it is when an API server refuses the
 * profiling Job: it speaks of fields of the Job, which he never wrote.
 */
public final class RefusedJob {

  /** A field at the beginning of a cause: {@code spec.template.spec.containers[0].image:}. */
  private static final Pattern FIELD =
      Pattern.compile("[ \\[](spec(?:\\.[A-Za-z]+(?:\\[[^\\]]*\\])*)+): ");

  private static final Pattern CONTAINER =
      Pattern.compile("spec\\.template\\.spec\\.containers\\[([01])\\]\\.(.*)");

  private static final String OVERRIDES = "overrides.profilingJob";
  private static final List<String> CONTAINERS =
      List.of(ProfilerContainer.NAME, CopierContainer.NAME);

  private static final int MOST = 5;

  private RefusedJob() {}

  /**
   * What to tell.
   *
   * @param job its name
   * @param answer of the API server
   */
  public static String inWords(DynamoGraphDeploymentRequest request, String job, String answer) {
    AuthorsFields author = AuthorsFields.of(request);
    List<String> said = fields(answer);
    List<String> fields =
        said.stream()
            .flatMap(each -> field(request.getSpec(), each).stream())
            .map(author::name)
            .distinct()
            .limit(MOST)
            .toList();
    if (!fields.isEmpty()) {
      return "Job %s cannot be created with %s as it is; correct that in a new request: %s"
          .formatted(job, String.join(" and ", fields), answer);
    }
    return "Job %s cannot be created: %s%s"
        .formatted(
            job,
            answer,
            said.isEmpty()
                ? ""
                : " (this is about the Job that is made of the request, and no field of the request"
                    + " itself)");
  }

  private static List<String> fields(String answer) {
    List<String> fields = new ArrayList<>();
    Matcher matcher = FIELD.matcher(answer);
    while (matcher.find()) {
      fields.add(matcher.group(1));
    }
    return fields;
  }

  /** The request's field that a field of the Job is made of. */
  private static Optional<String> field(JsonObject spec, String ofJob) {
    JsonObject overrides = spec.objectAt(OVERRIDES).orElse(JsonObject.empty());
    Matcher container = CONTAINER.matcher(ofJob);
    if (container.matches()) {
      return ofContainer(spec, overrides, Integer.parseInt(container.group(1)), container.group(2));
    }
    String path = podMetadata(ofJob.substring("spec.".length()));
    Optional<String> overridden =
        key(path, path.startsWith("template.") ? 3 : 1)
            .filter(key -> overrides.at(key).isPresent())
            .map(key -> "spec." + OVERRIDES + "." + key);
    return overridden.or(() ->
        path.startsWith("template.spec.volumes") && spec.has("modelCache")
            ? Optional.of("spec.modelCache.pvcName")
            : Optional.empty());
  }

  /** The API server leaves a word out: it says {@code template.labels}. */
  private static String podMetadata(String path) {
    return path.startsWith("template.labels") || path.startsWith("template.annotations")
        ? path.replaceFirst("^template", "template.metadata")
        : path;
  }

  private static Optional<String> ofContainer(
      JsonObject spec, JsonObject overrides, int index, String path) {
    Optional<String> key = key(path, 1);
    Optional<String> overridden =
        key.filter(each -> container(overrides, index).filter(it -> it.has(each)).isPresent())
            .map(each ->
                "spec.%s.template.spec.containers[%s].%s"
                    .formatted(OVERRIDES, CONTAINERS.get(index), each));
    return overridden.isPresent() || index > 0 ? overridden : ofProfiler(spec, key.orElse(""));
  }

  private static Optional<String> ofProfiler(JsonObject spec, String key) {
    return switch (key) {
      case "image" -> Optional.of("spec.image");
      case "volumeMounts" ->
          spec.has("modelCache") ? Optional.of("spec.modelCache.pvcMountPath") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** One without a name is taken for the profiler's (spec 6.5). */
  private static Optional<JsonObject> container(JsonObject overrides, int index) {
    return overrides
        .at("template.spec.containers")
        .flatMap(Json::asArray)
        .orElse(JsonArray.empty())
        .items()
        .stream()
        .flatMap(each -> each.asObject().stream())
        .filter(each -> {
          String name = each.textAt("name").orElse("");
          return (name.isEmpty() ? CONTAINERS.getFirst() : name).equals(CONTAINERS.get(index));
        })
        .findFirst();
  }

  /** The first keys of a path, for what is in lists has another place there than in the Job. */
  private static Optional<String> key(String path, int keys) {
    String[] all = path.replaceAll("\\[[^\\]]*\\]", "").split("\\.", keys + 1);
    return all.length < keys
        ? Optional.empty()
        : Optional.of(String.join(".", List.of(all).subList(0, keys)));
  }
}
