package io.phasegate.testkit.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.Admission;
import io.phasegate.admission.AdmissionReviews;
import io.phasegate.admission.AdmittedKind;
import io.phasegate.admission.AdmittedKinds;
import io.phasegate.admission.Filling;
import io.phasegate.admission.Verdict;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.table.AnnotationLimit;
import io.phasegate.testkit.contract.AdmissionContract;
import io.phasegate.testkit.contract.Exchange;
import io.phasegate.testkit.generate.Dice;
import io.phasegate.testkit.generate.Mode;
import io.phasegate.testkit.generate.Side;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What admission promises, over DynamoGraphDeploymentRequests drawn by lot. A failure names the
 * seed of its draw; {@code -Dphasegate.laws.seed} and {@code -Dphasegate.laws.rounds} as for the
 * conversion's laws.
 */
class DgdrAdmissionLawsTest {

  private static final int ROUNDS = Integer.getInteger("phasegate.laws.rounds", 300);
  private static final long SEED = Long.getLong("phasegate.laws.seed", 20261121L);

  private static final Path SPEC = Path.of("spec");
  private static final Path SPEC_PAYLOAD =
      Path.of("metadata.annotations").key(DgdrTable.SPEC_PAYLOAD);
  private static final List<Json> ODD =
      List.of(Json.Num.of(-5), Json.text("odd"), Json.array(Json.Num.of(1)), JsonObject.empty());

  private static final KindUnderLaw KIND = DgdrUnderLaw.create();
  private static final StructuralSchema SPOKE_SCHEMA =
      AdmittedKind.schema(KIND.crd(), KIND.table().spoke());
  private static final StructuralSchema HUB_SCHEMA =
      AdmittedKind.schema(KIND.crd(), KIND.table().hub());
  private static final Admission ADMISSION =
      AdmittedKinds.admission(Settings.standard().withDefaultImage("default:1"), Kinds.registry());
  private static final AdmissionReviews REVIEWS =
      new AdmissionReviews(ADMISSION, fault -> Assertions.fail("a fault of ours", fault));

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyAnswerKeepsTheContract(Side side) {
    forEach(
        side,
        draw -> {
          byte[] create = review("CREATE", draw.edited(), Json.Null.NULL, false);
          byte[] update = review("UPDATE", draw.edited(), draw.object(), false);
          byte[] dryRun = review("UPDATE", draw.edited(), draw.object(), true);

          AdmissionContract.mutating(exchange(create, REVIEWS::mutate)).orThrow();
          AdmissionContract.validating(exchange(create, REVIEWS::validate)).orThrow();
          AdmissionContract.validating(exchange(update, REVIEWS::validate)).orThrow();
          AdmissionContract.dryRun(
                  exchange(update, REVIEWS::validate), exchange(dryRun, REVIEWS::validate))
              .orThrow();
        });
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void defaultingTwiceIsDefaultingOnce(Side side) {
    forEach(
        side,
        draw -> {
          JsonObject once = filled(draw.object());

          assertThat(filled(once)).isEqualTo(once);
        });
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void updateOfAnAnnotationOfOthersIsNeverRefused(Side side) {
    forEach(
        side,
        draw -> {
          JsonObject there = KIND.generator().converted(draw.object(), side.other());

          assertThat(violationsOfUpdate(draw.object())).isEmpty();
          assertThat(violationsOfUpdate(there)).isEmpty();
        });
  }

  /** The API server has checked the schema of the version that was written; the rest is ours. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void D34_whatIsAcceptedInOneVersionFitsTheSchemaOfTheOther(Side side) {
    var accepted = new AtomicInteger();
    forEach(
        side,
        draw -> {
          JsonObject written = SchemaDefaults.apply(schema(side), draw.withOddPayload());
          if (SchemaCheck.check(schema(side), written).isEmpty() && isAccepted(written)) {
            JsonObject there = KIND.generator().converted(written, side.other());
            accepted.incrementAndGet();

            assertThat(SchemaCheck.check(schema(side.other()), defaulted(there, side.other())))
                .isEmpty();
          }
        });
    // A law that is never tried holds nothing; a single draw that is tried again may be refused.
    assertThat(accepted.get()).isGreaterThanOrEqualTo(ROUNDS / 100);
  }

  /** An object that somebody stored before there was a webhook as well. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void updateOfNothingButMetadataIsAllowedInSilence(Side side) {
    forEach(
        side,
        draw -> {
          JsonObject stored = draw.withOddPayload();
          boolean whole = KIND.table().omittedFrom(stored).isEmpty();

          assertThat(ADMISSION.validate(Operation.UPDATE, controlled(stored), stored))
              .matches(verdict -> !whole || verdict.equals(new Verdict.Allowed(List.of())));
        });
  }

  /** Else an update of nothing else could not pass without being judged. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void labelsFinalizersAndOwnersAreNothingToRulesAndConversions(Side side) {
    forEach(
        side,
        draw -> {
          JsonObject plain = draw.withOddPayload();

          assertThat(onCreate(controlled(plain))).isEqualTo(onCreate(plain));
          assertThat(elsewhere(controlled(plain), side))
              .isEqualTo(elsewhere(plain, side).map(DgdrAdmissionLawsTest::controlled));
        });
  }

  /** Else an update could not pass whose new object shows defaults that the old one does not. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void defaultsThatAreFilledInAreNothingToRules(Side side) {
    var filled = new AtomicInteger();
    forEach(
        side,
        draw -> {
          JsonObject plain = draw.withOddPayload();
          JsonObject defaulted = defaulted(plain, side);
          filled.addAndGet(defaulted.equals(plain) ? 0 : 1);

          assertThat(onCreate(defaulted)).isEqualTo(onCreate(plain));
        });
    assertThat(filled.get()).isGreaterThanOrEqualTo(ROUNDS / 100);
  }

  /** What lets small objects through without a conversion, to see whether they fit. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void annotationsOfTheOtherVersionTakeThreeTimesTheObjectAtMost(Side side) {
    forEach(
        side,
        draw -> {
          JsonObject object = draw.withOddPayload();
          JsonObject there = KIND.generator().converted(object, side.other());

          assertThat(AnnotationLimit.bytes(annotations(there)))
              .isLessThan(3 * JsonWriter.bytes(object).length + 1024);
        });
  }

  /** What conversion took over as it was is spared another look. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void convertedObjectHasAllDefaultsOfItsSchema(Side side) {
    forEach(
        side,
        draw -> {
          JsonObject written = defaulted(draw.withOddPayload(), side);
          JsonObject there = KIND.generator().converted(written, side.other());

          assertThat(elsewhere(written, side)).contains(defaulted(there, side.other()));
        });
  }

  private static JsonObject annotations(JsonObject object) {
    return object.objectAt("metadata.annotations").orElse(JsonObject.empty());
  }

  /** The object as controllers leave it. */
  private static JsonObject controlled(JsonObject object) {
    Draft draft = Draft.of(object);
    draft.put(Path.of("metadata.labels"), JsonObject.of("team", Json.text("another")));
    for (String list : List.of("finalizers", "ownerReferences", "managedFields")) {
      draft.put(Path.of("metadata").key(list), Json.array(Json.text("another")));
    }
    return draft.freeze();
  }

  private static JsonObject noted(JsonObject object) {
    Draft draft = Draft.of(object);
    draft.put(Path.of("metadata.annotations").key("example.com/note"), Json.text("another"));
    return draft.freeze();
  }

  /** The object in the other version, as admission converts it. */
  private static Optional<JsonObject> elsewhere(JsonObject object, Side side) {
    AdmittedKind kind =
        ADMISSION.kinds().stream()
            .filter(admitted -> admitted.crd().equals(KIND.crd()))
            .findFirst()
            .orElseThrow();
    return Objects.requireNonNull(kind.versions().get(side.version(KIND.table()).version()))
        .toOther()
        .apply(object, Demand.LASTING);
  }

  /**
   * An object, the same one after an edit, and after somebody else wrote into what is saved on it.
   */
  private record Draw(JsonObject object, JsonObject edited, JsonObject withOddPayload) {}

  private interface Law {
    void check(Draw draw);
  }

  private static void forEach(Side side, Law law) {
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      Dice dice = Dice.of(seed);
      JsonObject object = KIND.generator().draw(side, dice).object();
      JsonObject edited = KIND.generator().edit(object, side, dice).apply(object);
      var draw = new Draw(object, edited, withOddPayload(edited, side, dice));
      try {
        law.check(draw);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed %d, %s: %s".formatted(seed, draw.edited(), e), e);
      }
    }
  }

  /** Saves a spec of the other version of which one leaf is odd. */
  private static JsonObject withOddPayload(JsonObject object, Side side, Dice dice) {
    JsonObject other = KIND.generator().draw(side.other(), dice, Mode.SPARSE);
    List<Path> leaves =
        Leaves.of(other.objectAt("spec").orElse(JsonObject.empty()), SPEC).keySet().stream()
            .toList();
    if (leaves.isEmpty()) {
      return object;
    }
    Draft odd = Draft.of(other);
    odd.put(dice.pick(leaves), dice.pick(ODD));
    JsonObject payload =
        JsonObject.of("version", Json.Num.of(1))
            .with("from", Json.text(side.other().version(KIND.table()).version()))
            .with("spec", odd.get(SPEC).orElseThrow());
    Draft draft = Draft.of(object);
    draft.put(SPEC_PAYLOAD, Json.text(payload.toString()));
    return draft.freeze();
  }

  private static JsonObject filled(JsonObject object) {
    Filling filling = ADMISSION.fillIn(Operation.CREATE, object, JsonObject.empty());
    return filling instanceof Filling.Filled(var filled) ? filled : JsonObject.empty();
  }

  /** An object that its version does not show wholly may be refused whatever is written. */
  private static List<Violation> violationsOfUpdate(JsonObject object) {
    boolean whole = KIND.table().omittedFrom(object).isEmpty();
    return ADMISSION.validate(Operation.UPDATE, noted(object), object)
            instanceof Verdict.Invalid(var violations, _)
        ? violations.stream().filter(_ -> whole).toList()
        : List.of();
  }

  private static boolean isAccepted(JsonObject object) {
    return onCreate(object) instanceof Verdict.Allowed;
  }

  private static Verdict onCreate(JsonObject object) {
    return ADMISSION.validate(Operation.CREATE, object, JsonObject.empty());
  }

  private static JsonObject defaulted(JsonObject object, Side side) {
    return SchemaDefaults.apply(schema(side), object);
  }

  private static StructuralSchema schema(Side side) {
    return side == Side.SPOKE ? SPOKE_SCHEMA : HUB_SCHEMA;
  }

  private static byte[] review(String operation, Json object, Json oldObject, boolean dryRun) {
    return JsonWriter.bytes(
        JsonObject.of("kind", Json.text("AdmissionReview"))
            .with("apiVersion", Json.text("admission.k8s.io/v1"))
            .with(
                "request",
                JsonObject.of("uid", Json.text("u-1"))
                    .with("operation", Json.text(operation))
                    .with("object", object)
                    .with("oldObject", oldObject)
                    .with("dryRun", Json.Bool.of(dryRun))));
  }

  private static Exchange exchange(byte[] body, Function<byte[], ReviewAnswer> answer) {
    return answer.apply(body) instanceof ReviewAnswer.Review(var json, _)
        ? new Exchange(body, 200, "application/json", json.toByteArray())
        : Assertions.fail("no review");
  }
}
