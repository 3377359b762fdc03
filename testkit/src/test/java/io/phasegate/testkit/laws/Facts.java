package io.phasegate.testkit.laws;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import io.phasegate.testkit.generate.Edit;
import io.phasegate.testkit.generate.Side;

/**
 * One draw and where it went; every law looks at the same ones.
 *
 * @param before the bytes of the drawn object, before anything was done with it
 * @param there the drawn object in the other version
 * @param back {@code there} in the first version again
 * @param thereAgain {@code back} in the other version once more
 * @param edited {@code there} after the edit
 * @param editedBack {@code edited} in the first version
 * @param editedThere {@code editedBack} in the other version again
 */
record Facts(
    Draw draw,
    byte[] before,
    JsonObject there,
    JsonObject back,
    JsonObject thereAgain,
    JsonObject edited,
    JsonObject editedBack,
    JsonObject editedThere) {

  /**
   * What the laws are tried on.
   *
   * @param side the version of {@code source}
   * @param sound see {@link io.phasegate.testkit.generate.Drawn}
   * @param edit made in the other version
   */
  record Draw(Side side, JsonObject source, boolean sound, Edit edit) {}

  /** A converter that says no where it must not. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
      super(reason);
    }
  }

  static Facts of(Draw draw, KindUnderLaw kind, Conversions converter) {
    byte[] before = JsonWriter.bytes(draw.source());
    ApiVersion here = draw.side().version(kind.table());
    ApiVersion other = draw.side().other().version(kind.table());
    JsonObject there = convert(converter, draw.source(), other);
    JsonObject back = convert(converter, there, here);
    JsonObject edited = draw.edit().apply(there);
    JsonObject editedBack = convert(converter, edited, here);
    return new Facts(
        draw,
        before,
        there,
        back,
        convert(converter, back, other),
        edited,
        editedBack,
        convert(converter, editedBack, other));
  }

  static JsonObject convert(Conversions converter, JsonObject object, ApiVersion desired) {
    return switch (converter.convert(object, desired)) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused(var reason) -> throw new Refusal(reason);
    };
  }

  Side side() {
    return draw.side();
  }

  JsonObject source() {
    return draw.source();
  }
}
