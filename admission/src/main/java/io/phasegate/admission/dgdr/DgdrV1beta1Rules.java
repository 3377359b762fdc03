package io.phasegate.admission.dgdr;

import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.DecimalNumber;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Nesting;
import java.util.List;

/**
 * Rules for people who write v1beta1. What is written as v1alpha1 obeys them too, once it is
 * converted (ruling 32).
 */
public final class DgdrV1beta1Rules {

  /** What is left of a label value, 63, beside {@code profile-}. */
  private static final int MAX_NAME = 55;

  private static final String DGD = "spec.overrides.dgd";
  private static final String DGD_KIND = DGD + ".kind";
  private static final String DGD_VERSION = DGD + ".apiVersion";
  private static final String DGD_NAME = DGD + ".metadata.name";

  /** What a deployment may be called, in either version. */
  static final String DEPLOYMENT_NAME =
      "must be at most 63 lower-case letters, digits and -, and begin and end with a letter or"
          + " digit";

  private static final DecimalNumber ONE = DecimalNumber.of(1);

  private static final List<String> POSITIVE =
      List.of(
          "spec.workload.isl",
          "spec.workload.osl",
          "spec.workload.concurrency",
          "spec.workload.requestRate",
          "spec.sla.ttft",
          "spec.sla.itl",
          "spec.sla.e2eLatency",
          "spec.hardware.vramMb",
          "spec.hardware.totalGpus",
          "spec.hardware.numGpusPerNode");

  private DgdrV1beta1Rules() {}

  /**
   * The rules.
   *
   * @param schema of v1beta1, for telling whether two specs mean the same, and what a Job takes
   *     over
   */
  public static Rules create(StructuralSchema schema) {
    var freeze = new DgdrFreeze(schema.field("spec").orElseThrow(), DgdrPhase.PHASE);
    var overrides = DgdrOverrides.of(schema);
    return rules("v1beta1")
        .fillInOnCreate(
            DgdrImages.HUB, DgdrImages.WHEN_FILLED, Settings::defaultImage, DgdrImages::areMissing)
        .onCreateAndUpdate(
            "B1",
            "spec.searchStrategy",
            "it is thorough, and spec.backend is auto or absent",
            DgdrV1beta1Rules::isThoroughWithoutBackend)
        .invalid(
            "thorough search needs a concrete backend; set spec.backend to sglang, trtllm or vllm")
        .onCreateAndUpdate("B2", DgdrGpuFacts.ON_HUB, DgdrGpuFacts.WHEN, DgdrGpuFacts::areMissing)
        .required("GPU discovery is off; describe the GPUs in spec.hardware")
        .onCreateAndUpdate(
            "B5",
            "spec.workload",
            "it has concurrency and requestRate",
            DgdrV1beta1Rules::hasTwoLoads)
        .invalid("concurrency and requestRate exclude each other; set one of them")
        .onCreateAndUpdate("B6", POSITIVE, "it is zero or less", Subject::isZeroOrLess)
        .invalid("must be greater than zero")
        .onCreateAndUpdate(
            "B7-kind",
            DGD_KIND,
            "it is another kind",
            request -> isOther(request, DGD_KIND, "DynamoGraphDeployment"))
        .notSupported("DynamoGraphDeployment")
        .onCreateAndUpdate(
            "B7-apiVersion",
            DGD_VERSION,
            "it is another version",
            request -> isOther(request, DGD_VERSION, "nvidia.com/v1alpha1", "nvidia.com/v1beta1"))
        .notSupported("nvidia.com/v1alpha1", "nvidia.com/v1beta1")
        .onCreateAndUpdate(
            "B8",
            DGD_NAME,
            "it is no DNS-1123 label",
            request -> DgdrDeploymentOverrides.hasBadName(request, DGD_NAME))
        .invalid(DEPLOYMENT_NAME)
        .onCreate(
            "B9",
            "metadata.name",
            "it has more than 55 characters",
            request -> request.name().length() > MAX_NAME)
        .invalid(
            "name may have at most 55 characters because the profiling Job is called"
                + " profile-<name>")
        .onCreateAndUpdateWherever(
            "B10",
            DgdrOverrides.CONTAINERS,
            "[].name",
            "a container before has it already",
            DgdrOverrides::repeatedNames)
        .duplicate("each container may be there once; merge the two")
        .onCreateAndUpdate(
            "B11",
            "spec.modelCache.pvcName",
            "modelCache is there without it",
            DgdrV1beta1Rules::cachesNowhere)
        .warn("modelCache without pvcName has no effect")
        .onCreateAndUpdate(
            "B12",
            "spec.hardware.totalGpus",
            "it is less than numGpusPerNode",
            request -> request.isLess("spec.hardware.totalGpus", "spec.hardware.numGpusPerNode"))
        .warn("{} is less than numGpusPerNode {spec.hardware.numGpusPerNode}")
        .onCreateAndUpdate(
            "B13",
            "spec.sla",
            "it has e2eLatency together with ttft or itl",
            DgdrV1beta1Rules::hasTwoTargets)
        .warn("e2eLatency stands for ttft and itl together; set it or them")
        .onCreateAndUpdateWherever(
            "B15",
            DgdrOverrides.JOB,
            ".**",
            "the profiling Job does not take it over",
            overrides::ignored)
        .warn("this override is ignored")
        .onCreateAndUpdate(
            "B15-runs", DgdrOverrides.RUNS, "it is above 1", DgdrV1beta1Rules::isAboveOne)
        .warn("{} profilers would write one result; leave it at 1")
        .onCreateAndUpdate(
            "B16",
            List.of(DGD, DgdrOverrides.JOB),
            "it nests deeper than %d levels".formatted(Nesting.DEEPEST),
            DgdrV1beta1Rules::isTooDeep)
        .invalid(
            "nests deeper than %d levels, too deep for anything to be made of it; write it flatter"
                .formatted(Nesting.DEEPEST))
        .rule(freeze.whileWorkGoesOn())
        .rule(freeze.whileReady())
        .rule(freeze.afterFailure())
        .rule(new DgdrFrozenSlots(DgdrPhase.PHASE).edited())
        .build();
  }

  private static boolean isThoroughWithoutBackend(Subject request) {
    return request.is("spec.searchStrategy", "thorough")
        && request.isOrUnset("spec.backend", "auto");
  }

  private static boolean hasTwoLoads(Subject request) {
    return request.has("spec.workload.concurrency") && request.has("spec.workload.requestRate");
  }

  private static boolean hasTwoTargets(Subject request) {
    return request.has("spec.sla.e2eLatency")
        && (request.has("spec.sla.ttft") || request.has("spec.sla.itl"));
  }

  /** Where nothing is, the schema asks for something: the field is an embedded resource. */
  private static boolean isOther(Subject request, String field, String... supported) {
    return !request.isUnset(field)
        && request.text(field).filter(text -> !List.of(supported).contains(text)).isPresent();
  }

  private static boolean isTooDeep(Subject request, String field) {
    return request.at(field).filter(it -> Nesting.isDeeperThan(it, Nesting.DEEPEST)).isPresent();
  }

  private static boolean cachesNowhere(Subject request) {
    return request.object("spec.modelCache").isPresent()
        && request.isUnset("spec.modelCache.pvcName");
  }

  private static boolean isAboveOne(Subject request, String field) {
    return request.number(field).filter(number -> number.compareTo(ONE) > 0).isPresent();
  }
}
