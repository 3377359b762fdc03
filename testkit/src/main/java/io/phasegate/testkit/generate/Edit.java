package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;

/** One change to an object. */
public sealed interface Edit {

  /** What is changed: a path of object keys. A change inside a list is a change of the list. */
  Path path();

  /** The object with the change. */
  JsonObject apply(JsonObject object);

  /** A value set, and made way for. */
  record Put(Path path, Json value) implements Edit {
    @Override
    public JsonObject apply(JsonObject object) {
      Draft draft = Draft.of(object);
      draft.put(path, value);
      return draft.freeze();
    }
  }

  /** A value taken away; an object that this empties stays, empty. */
  record Remove(Path path) implements Edit {
    @Override
    public JsonObject apply(JsonObject object) {
      Draft draft = Draft.of(object);
      draft.take(path, path.parent());
      return draft.freeze();
    }
  }
}
