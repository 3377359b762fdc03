package io.phasegate.testkit.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Conversion.Converted;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import io.phasegate.testkit.generate.Side;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Converters that are wrong on purpose: the laws must name each, and show a small object. */
class LawCalibrationTest {

  private static final Converter RIGHT = new Converter(Kinds.registry());
  private static final String ANNOTATIONS = "metadata.annotations";

  @Test
  void rightConverterPasses() {
    assertThat(failure(Side.SPOKE, RIGHT::convert)).isEqualTo("every law holds");
    assertThat(failure(Side.HUB, RIGHT::convert)).isEqualTo("every law holds");
  }

  @Test
  void fieldThatIsDroppedIsMissedAndTheObjectSmall() {
    String dropped = failure(Side.HUB, without("v1alpha1", Path.of("spec.model")));

    assertThat(dropped)
        .contains("an object comes back as it was", "spec.model should be")
        .contains("-Dphasegate.laws.seed=");
    assertThat(dropped.lines().count()).isLessThan(20);
  }

  @Test
  void payloadThatIsNeverWrittenIsMissed() {
    Path payload = Path.of(ANNOTATIONS).key("nvidia.com/dgdr-spec");

    assertThat(failure(Side.HUB, without("v1alpha1", payload))).contains("should be");
  }

  @Test
  void savedValueThatBeatsTheLiveOneIsCaught() {
    // What the object was first, wins over what became of it: an edit never arrives.
    Conversions stubborn =
        (object, desired, _) ->
            object.at("spec.backend").isPresent() && desired.version().equals("v1alpha1")
                ? converted(object, desired, "spec.backend", Json.text("vllm"))
                : RIGHT.convert(object, desired);

    assertThat(failure(Side.HUB, stubborn)).contains("spec.backend");
  }

  @Test
  void editThatSpillsIntoAnotherFieldIsCaught() {
    // Whoever names a model changes the cache as well.
    Conversions spilling =
        (object, desired, _) ->
            object.at("spec.model").filter(model -> model.isText("chat")).isPresent()
                    && desired.version().equals("v1beta1")
                ? converted(object, desired, "spec.modelCache.pvcModelPath", Json.text("chat"))
                : RIGHT.convert(object, desired);

    assertThat(failure(Side.HUB, spilling)).contains("modelCache");
  }

  @Test
  void conversionThatCountsIsNotDeterministic() {
    var count = new AtomicInteger();
    Conversions counting =
        (object, desired, _) ->
            desired.version().equals("v1beta1")
                ? converted(
                    object,
                    desired,
                    ANNOTATIONS + ".count",
                    Json.text(Integer.toString(count.incrementAndGet())))
                : RIGHT.convert(object, desired);

    assertThat(failure(Side.SPOKE, counting)).contains("This law does not hold");
  }

  @Test
  void payloadWithoutNeedIsCaught() {
    Conversions talkative =
        (object, desired, _) ->
            object.textAt("apiVersion").equals(Optional.of(desired.toString()))
                    || object.objectAt("status").isEmpty()
                ? RIGHT.convert(object, desired)
                : annotated(object, desired, "nvidia.com/dgdr-status", "{\"from\":\"nowhere\"}");

    assertThat(failure(Side.HUB, talkative)).contains("needs no annotation");
  }

  @Test
  void objectThatTheOtherSchemaRefusesIsCaught() {
    Conversions careless =
        (object, desired, _) ->
            object.at("status.state").isPresent() && desired.version().equals("v1beta1")
                ? converted(object, desired, "status.observedGeneration", Json.text("one"))
                : RIGHT.convert(object, desired);

    assertThat(failure(Side.SPOKE, careless)).contains("status.observedGeneration");
  }

  @Test
  void refusalOfUserDataIsCaught() {
    Conversions strict =
        (object, desired, _) ->
            object.at("spec.image").filter(image -> image.isText("")).isPresent()
                ? new Conversion.Refused("image must not be empty")
                : RIGHT.convert(object, desired);

    assertThat(failure(Side.HUB, strict)).contains("conversion never fails");
  }

  private static String failure(Side side, Conversions converter) {
    return new LawRun(DgdrUnderLaw.create(), converter).run(side, 1, 300).orElse("every law holds");
  }

  /** The right converter, but for one field that it forgets on the way to a version. */
  private static Conversions without(String version, Path path) {
    return (object, desired, _) -> {
      Conversion conversion = RIGHT.convert(object, desired);
      boolean concerned =
          desired.version().equals(version)
              && !object.textAt("apiVersion").equals(Optional.of(desired.toString()));
      return concerned && conversion instanceof Converted(var converted)
          ? new Converted(SameObject.without(converted, path))
          : conversion;
    };
  }

  private static Conversion annotated(
      JsonObject object, ApiVersion desired, String key, String text) {
    Path path = Path.of(ANNOTATIONS).key(key);
    Conversion conversion = RIGHT.convert(object, desired);
    boolean isThere =
        conversion instanceof Converted(var converted) && converted.at(path).isPresent();
    return isThere ? conversion : put(object, desired, path, Json.text(text));
  }

  private static Conversion converted(
      JsonObject object, ApiVersion desired, String path, Json value) {
    return put(object, desired, Path.of(path), value);
  }

  private static Conversion put(JsonObject object, ApiVersion desired, Path path, Json value) {
    Conversion conversion = RIGHT.convert(object, desired);
    if (!(conversion instanceof Converted(var converted))) {
      return conversion;
    }
    Draft draft = Draft.of(converted);
    draft.put(path, value);
    return new Converted(draft.freeze());
  }
}
