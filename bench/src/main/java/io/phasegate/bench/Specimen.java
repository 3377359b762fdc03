package io.phasegate.bench;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;

/** The requests that are converted: our samples, grown, in either version. */
public final class Specimen {

  /** The version that an object is written in, and converted from. */
  public enum From {
    V1ALPHA1,
    V1BETA1;

    public ApiVersion version() {
      return new ApiVersion("nvidia.com", name().toLowerCase(java.util.Locale.ROOT));
    }

    public From other() {
      return this == V1ALPHA1 ? V1BETA1 : V1ALPHA1;
    }
  }

  /** What conversion has to do with the payload annotations. */
  public enum Payload {
    /** Both versions hold everything. */
    NONE,
    /** About half the object can only be saved. */
    WRITTEN,
    /** The object carries what an earlier conversion saved, and gets it back. */
    READ
  }

  private static final Converter CONVERTER = new Converter(Kinds.registry());

  private Specimen() {}

  /**
   * An object of about a size.
   *
   * @param size bytes of compact JSON; what is READ was of this size before it was converted
   */
  public static JsonObject of(From from, Payload payload, int size) {
    return switch (payload) {
      case NONE -> {
        JsonObject shared = Growth.SHARED.grow(shared(), size);
        yield from == From.V1ALPHA1 ? shared : convert(shared, From.V1BETA1);
      }
      case WRITTEN ->
          (from == From.V1ALPHA1 ? Growth.SPOKE_ONLY : Growth.HUB_ONLY).grow(sample(from), size);
      case READ -> convert(of(from.other(), Payload.WRITTEN, size), from);
    };
  }

  /** The v1alpha1 sample without what v1beta1 cannot hold, and as the API server stores it. */
  private static JsonObject shared() {
    var hub = Draft.of(convert(sample(From.V1ALPHA1), From.V1BETA1));
    hub.take(Path.of("metadata.annotations").key(DgdrTable.SPEC_PAYLOAD), Path.of("metadata"));
    hub.put(Path.of("metadata.uid"), Json.text("9b2f3f0e-0f51-4a52-9a0e-5f1c8a0d7a11"));
    hub.put(Path.of("status.phase"), Json.text("Profiling"));
    return convert(hub.freeze(), From.V1ALPHA1);
  }

  private static JsonObject sample(From from) {
    return Kinds.samples().stream()
        .filter(object -> object.get("apiVersion").equals(java.util.Optional.of(text(from))))
        .findFirst()
        .orElseThrow();
  }

  private static Json text(From from) {
    return Json.text(from.version().toString());
  }

  private static JsonObject convert(JsonObject object, From to) {
    return switch (CONVERTER.convert(object, to.version())) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
