package io.phasegate.testkit.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.zjsonpatch.CompatibilityFlags;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.util.EnumSet;

/**
 * JSON Patch (RFC 6902) as an API server applies it: all operations, pointers into lists too, and
 * what is to be removed must be there. Numbers keep their value, and not always their spelling.
 */
public final class JsonPatches {

  private static final EnumSet<CompatibilityFlags> STRICT =
      EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonReader.MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder()
                          .maxNestingDepth(JsonReader.MAX_DEPTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** The patch is none, or does not fit the document. */
  public static final class DoesNotApply extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    DoesNotApply(String reason) {
      super(reason);
      this.reason = reason;
    }

    /** A phrase for people. */
    public String reason() {
      return reason;
    }
  }

  private JsonPatches() {}

  /**
   * Applies a patch.
   *
   * @return the document with all operations done; the one that was given does not change
   */
  public static Json apply(Json document, JsonArray patch) throws DoesNotApply {
    try {
      JsonNode patched = JsonPatch.apply(node(patch), node(document), STRICT);
      return JsonReader.read(MAPPER.writeValueAsBytes(patched));
    } catch (JsonPatchException | IllegalArgumentException e) {
      throw new DoesNotApply(String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      throw new DoesNotApply(e.getOriginalMessage());
    } catch (MalformedJson e) {
      throw new DoesNotApply(e.reason());
    } catch (IOException e) {
      throw new DoesNotApply(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode node(Json value) throws IOException {
    return MAPPER.readTree(JsonWriter.bytes(value));
  }
}
