package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.AuthorsFields;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the deployment and what goes with it of the profiler's output: spec/dgdr.md 5.8. */
public final class DeploymentGenerator {

  private static final String KIND = "DynamoGraphDeployment";
  private static final String GROUP = "nvidia.com/";

  private final LegacyOverrides legacy;

  public DeploymentGenerator(LegacyOverrides legacy) {
    this.legacy = legacy;
  }

  /** Reads the manifests in the profiler's output. */
  public Generation generate(DynamoGraphDeploymentRequest request, ProfilerOutput output) {
    boolean mocker =
        request.getSpec().at("features.mocker.enabled").filter(Json.Bool.TRUE::equals).isPresent();
    Optional<String> manifests = output.manifests(mocker);
    if (manifests.isEmpty()) {
      return new Generation.Unusable(
          ("ConfigMap %s has no key %s with the generated manifests; create a request with a"
                  + " %s whose profiler writes them")
              .formatted(
                  DgdrNames.output(request.getMetadata().getName()),
                  ProfilerOutput.FINAL_CONFIG,
                  image(request)));
    }
    var documents = Documents.of(manifests.get());
    List<String> remarks = new ArrayList<>(documents.skipped());
    List<JsonObject> others = new ArrayList<>();
    Optional<JsonObject> found = Optional.empty();
    for (JsonObject object : documents.objects()) {
      if (isDeployment(object)) {
        found.ifPresent(_ -> remarks.add("there are several " + KIND + "s; the last one counts"));
        found = Optional.of(object);
      } else {
        others.add(object);
      }
    }
    if (found.isEmpty()) {
      return new Generation.Unusable(
          withRemarks(
              ("the profiler generated no %s of %s; see what it wrote in ConfigMap %s, and create a"
                      + " request with a %s whose profiler generates one")
                  .formatted(
                      KIND,
                      GROUP.replace("/", ""),
                      DgdrNames.output(request.getMetadata().getName()),
                      image(request)),
              remarks));
    }
    return generate(request, output, found.get(), others, remarks);
  }

  /** In bytes as stored: it is there twice, once within the request's status, and listed often. */
  private static final long LARGEST = 500_000;

  /**
   * For all candidates, in bytes as stored. etcd takes 1.5 MiB (1 572 864 bytes) for the request as
   * a whole: with the deployment, half of it, which leaves as much for the spec, for 256 KiB of
   * annotations and for conditions.
   */
  private static final long LARGEST_CANDIDATES = 250_000;

  private Generation generate(
      DynamoGraphDeploymentRequest request,
      ProfilerOutput output,
      JsonObject deployment,
      List<JsonObject> others,
      List<String> remarks) {
    JsonObject overrides = legacy.deployment(request);
    String name = name(request, overrides);
    if (!DgdrNames.isDeploymentName(name)) {
      boolean legacyName = overrides.textAt("name").filter(name::equals).isPresent();
      return new Generation.Unusable(
          ("\"%s\" can be no name of a %s; in %s write at most 63 lower-case letters, digits and"
                  + " dashes")
              .formatted(
                  name,
                  KIND,
                  legacyName
                      ? "v1alpha1's spec.deploymentOverrides.name"
                      : "spec.overrides.dgd.metadata.name"));
    }
    String elsewhere = overrides.textAt("namespace").orElse("");
    if (!elsewhere.isEmpty() && !elsewhere.equals(request.getMetadata().getNamespace())) {
      remarks.add(
          "deploymentOverrides.namespace has no effect: the deployment is created in namespace "
              + request.getMetadata().getNamespace());
    }
    JsonObject selected =
        Metadata.ofDeployment(deployment.without("status"), name, request, overrides);
    if (StoredSize.of(selected, LARGEST) > LARGEST) {
      return new Generation.Unusable(
          ("the %s that the profiler generated would be stored in more than %d bytes (a <, > or &"
                  + " takes six); create a request whose %s asks for less, or with another"
                  + " profiler as %s")
              .formatted(
                  KIND,
                  LARGEST,
                  AuthorsFields.of(request).name("spec.overrides.dgd"),
                  image(request)));
    }
    return switch (AdditionalConfigMaps.of(request, others)) {
      case AdditionalConfigMaps.TooLarge(var why) -> new Generation.Unusable(why);
      case AdditionalConfigMaps.Taken(var configMaps, var skipped) -> {
        remarks.addAll(skipped);
        yield new Generation.Generated(
            selected,
            configMaps,
            Candidates.of(
                output.data().getOrDefault(ProfilerOutput.CANDIDATES, ""), LARGEST_CANDIDATES),
            remarks);
      }
    };
  }

  /**
   * The deployment of a request whose profiling was over before: what {@code
   * status.profilingResults.selectedConfig} holds, checked and labelled once more, since anybody
   * with the right to write a status could have put it there.
   *
   * @param edited whether the request's spec is not the accepted one: then it names nothing (5.4)
   */
  public Optional<JsonObject> selected(DynamoGraphDeploymentRequest request, boolean edited) {
    JsonObject overrides = legacy.deployment(request);
    return request
        .getStatus()
        .objectAt("profilingResults.selectedConfig")
        .filter(DeploymentGenerator::isDeployment)
        .map(deployment ->
            Metadata.ofDeployment(
                deployment.without("status"),
                deployment
                    .textAt("metadata.name")
                    .filter(DgdrNames::isObjectName)
                    .orElseGet(() -> named(request, overrides, edited)),
                request,
                overrides));
  }

  /** The name that the deployment of such a request has, as far as anything still tells. */
  public String name(DynamoGraphDeploymentRequest request, boolean edited) {
    return selected(request, edited)
        .flatMap(deployment -> deployment.textAt("metadata.name"))
        .orElseGet(() -> named(request, legacy.deployment(request), edited));
  }

  private static String named(
      DynamoGraphDeploymentRequest request, JsonObject overrides, boolean edited) {
    return edited
        ? DgdrNames.deployment(request.getMetadata().getName())
        : name(request, overrides);
  }

  /** What the deployment will be called (G4), whether or not that can be a name. */
  public String name(DynamoGraphDeploymentRequest request) {
    return name(request, legacy.deployment(request));
  }

  private static String name(DynamoGraphDeploymentRequest request, JsonObject overrides) {
    return request
        .getSpec()
        .textAt("overrides.dgd.metadata.name")
        .filter(name -> !name.isEmpty())
        .or(() -> overrides.textAt("name").filter(name -> !name.isEmpty()))
        .orElseGet(() -> DgdrNames.deployment(request.getMetadata().getName()));
  }

  private static String image(DynamoGraphDeploymentRequest request) {
    return AuthorsFields.of(request).name("spec.image");
  }

  static boolean isDeployment(JsonObject object) {
    return object.textAt("kind").filter(KIND::equals).isPresent()
        && object.textAt("apiVersion").filter(v -> v.matches(GROUP + "v[a-z0-9]+")).isPresent();
  }

  private static String withRemarks(String sentence, List<String> remarks) {
    return remarks.isEmpty() ? sentence : sentence + " (" + String.join("; ", remarks) + ")";
  }
}
