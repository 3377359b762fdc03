package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import java.util.Optional;

/**
 * An annotation in which Dynamo 1.0 kept one field of the other version. It is read where no
 * payload of the newer form is there, and never written (ruling 3, spec 3.9).
 *
 * @param field where its value belongs, in the version that it was taken from
 * @param version that version
 */
public record Legacy(String key, Path field, String version, Form form) {

  /** The field's value; empty when the annotation is not of this form. */
  Optional<Json> read(String annotation) {
    return form.read(annotation, AnnotationDepth.of(field));
  }

  /** How the annotation spells the value. */
  public enum Form {
    TEXT {
      @Override
      Optional<Json> read(String annotation, int around) {
        return Optional.of(Json.text(annotation));
      }
    },
    /** Only ever written for {@code true}. */
    TRUE {
      @Override
      Optional<Json> read(String annotation, int around) {
        return annotation.equals("true") ? Optional.of(Json.Bool.TRUE) : Optional.empty();
      }
    },
    JSON_OBJECT {
      @Override
      Optional<Json> read(String annotation, int around) {
        try {
          return Optional.of(JsonReader.read(annotation, around))
              .filter(JsonObject.class::isInstance);
        } catch (MalformedJson e) {
          return Optional.empty();
        }
      }
    };

    abstract Optional<Json> read(String annotation, int around);
  }
}
