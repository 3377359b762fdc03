package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * A field of the spoke that lives in an annotation of the hub. The annotation is live data: who
 * edits or deletes it on the hub wins (rulings 2 and 24).
 *
 * <p>A field that the form cannot write stays and is saved. An annotation that the form cannot read
 * is nobody's slot: it stays where it is, in both directions, until a well-formed field needs the
 * key.
 */
public record Slot(Path spoke, String key, Form form) implements Mapping {

  /** How the annotation spells the field. */
  public enum Form {
    /** A non-empty string, as it is. */
    TEXT("The text as it is.") {
      @Override
      Optional<String> write(Json value) {
        return value.asText().filter(text -> !text.isEmpty());
      }

      @Override
      Optional<Json> read(String annotation, int around) {
        return Optional.of(annotation).filter(text -> !text.isEmpty()).map(Json::text);
      }
    },
    /** An object with a non-empty string {@code name}, as compact JSON. */
    NAMED_OBJECT("The object as JSON; it needs a name.") {
      @Override
      Optional<String> write(Json value) {
        return Optional.of(value).filter(Form::isNamed).map(JsonWriter::text);
      }

      @Override
      Optional<Json> read(String annotation, int around) {
        try {
          return Optional.of(JsonReader.read(annotation, around)).filter(Form::isNamed);
        } catch (MalformedJson e) {
          return Optional.empty();
        }
      }
    };

    private final String says;

    Form(String says) {
      this.says = says;
    }

    /** What this means, for people. */
    String says() {
      return says;
    }

    /** The annotation for a field; empty when the field is not of this form. */
    abstract Optional<String> write(Json value);

    /**
     * The field that an annotation stands for; empty when it is not of this form.
     *
     * @param around see {@link AnnotationDepth}
     */
    abstract Optional<Json> read(String annotation, int around);

    private static boolean isNamed(Json value) {
      return value
          .asObject()
          .flatMap(object -> object.textAt("name"))
          .filter(name -> !name.isEmpty())
          .isPresent();
    }
  }

  @Override
  public List<Path> spokePaths() {
    return List.of(spoke);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of();
  }

  @Override
  public String says(String spoke, String hub) {
    return form.says()
        + " A live annotation: whoever edits or deletes it in %s wins.".formatted(hub);
  }

  @Override
  public void toHub(Trip trip) {
    // On a spoke object the field decides; a well-formed annotation there is a leftover.
    if (inAnnotation(trip).isPresent()) {
      trip.removeAnnotation(key);
    }
    trip.live(spoke)
        .flatMap(form::write)
        // Else it stays where it is, and goes the way of all that finds no room in annotations.
        .filter(text -> trip.hasRoomFor(key, text))
        .ifPresent(text -> {
          trip.take(spoke);
          trip.annotate(key, text);
        });
  }

  @Override
  public void toSpoke(Trip trip) {
    Optional<Json> live = inAnnotation(trip);
    // Our own payload never holds what the slot can; Dynamo's does, and then the slot is the newer.
    boolean savedInSlotForm = trip.saved(spoke).flatMap(form::write).isPresent();
    if (live.isPresent() || (savedInSlotForm && trip.payloadIsOurs())) {
      trip.forget(spoke);
    }
    live.ifPresent(value -> {
      trip.removeAnnotation(key);
      trip.put(spoke, value);
    });
  }

  private Optional<Json> inAnnotation(Trip trip) {
    return trip.annotation(key).flatMap(text -> form.read(text, AnnotationDepth.of(spoke)));
  }
}
