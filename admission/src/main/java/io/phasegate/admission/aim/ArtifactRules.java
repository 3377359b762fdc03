package io.phasegate.admission.aim;

import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules for people who write AIMArtifacts. */
public final class ArtifactRules {

  private static final int MAX_NAME = 63;
  private static final String IMAGE = "spec.modelDownloadImage";
  private static final String PULL_SECRETS = "spec.imagePullSecrets";

  private ArtifactRules() {}

  /**
   * The rules.
   *
   * @param schema of v1alpha1, for telling whether two sizes mean the same
   */
  public static Rules create(StructuralSchema schema) {
    var freeze = new ArtifactFreeze(schema.field("spec").orElseThrow());
    return rules("v1alpha1")
        .fillInOnCreate(
            IMAGE,
            "it is absent or empty; it gets that of --artifact-image, where the webhook has one",
            Settings::artifactImage,
            artifact -> artifact.isUnset(IMAGE))
        .onCreate(
            "AR1",
            "metadata.name",
            "it has more than 63 characters",
            artifact -> artifact.name().length() > MAX_NAME)
        .invalid("name may have at most 63 characters because Pods carry it as a label")
        .rule(freeze.source())
        .rule(freeze.volume())
        .onCreateAndUpdate("AR4", ArtifactSize.FIELD, ArtifactSize.WHEN, ArtifactSize::isNone)
        .invalid(ArtifactSize.WANTED)
        .onCreateAndUpdate(
            "AR5",
            List.of("spec.storageClassName", "spec.runtimeConfigName"),
            Names.WHEN,
            Names::isNoneIn)
        .invalid(Names.WANTED)
        .onCreateAndUpdateWherever(
            "AR6", PULL_SECRETS, "[].name", Names.WHEN, ArtifactRules::badPullSecrets)
        .invalid(Names.WANTED)
        .including(rules -> Variables.obey(rules, "AR7"))
        .onCreateAndUpdate("AR8", IMAGE, "it holds white space", ArtifactRules::hasSpacesInImage)
        .invalid("an image has no spaces; write for instance registry.example.com/downloader:1.0")
        .onCreateAndUpdateWherever(
            "AR9",
            Variables.ENV,
            "[].name",
            "the download Job sets it by itself",
            Variables::replacing)
        .warn("this takes the place of what the download Job sets")
        .onCreateAndUpdate(
            "AR10", "spec.sourceUri", "it holds a control character", ArtifactRules::hasControls)
        .invalid("a source is printable text; write for instance hf://acme/tiny")
        .build();
  }

  private static boolean hasControls(Subject artifact) {
    return artifact
        .text("spec.sourceUri")
        .filter(uri -> uri.chars().anyMatch(Character::isISOControl))
        .isPresent();
  }

  private static boolean hasSpacesInImage(Subject artifact) {
    return artifact
        .text(IMAGE)
        .filter(image -> image.chars().anyMatch(Character::isWhitespace))
        .isPresent();
  }

  private static Stream<FieldPath> badPullSecrets(Subject artifact) {
    List<Json> all =
        artifact.at(PULL_SECRETS).flatMap(Json::asArray).orElse(JsonArray.empty()).items();
    return IntStream.range(0, all.size())
        .filter(i ->
            all.get(i)
                .asObject()
                .flatMap(each -> each.textAt("name"))
                .filter(Names::isNone)
                .isPresent())
        .mapToObj(i -> FieldPath.of(PULL_SECRETS).index(i).name("name"));
  }
}
