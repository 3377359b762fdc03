package io.phasegate.testkit.front;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.util.List;

/** An answer, free of its connection. */
sealed interface Reply {

  /**
   * A whole answer, JSON.
   *
   * @param warnings for {@code Warning} headers
   */
  record Whole(int code, byte[] body, List<String> warnings) implements Reply {

    static Whole of(int code, JsonObject body, List<String> warnings) {
      return new Whole(code, JsonWriter.bytes(body), warnings);
    }

    static Whole of(ApiStatus status, List<String> warnings) {
      return of(status.code(), status.json(), warnings);
    }
  }

  /** A stream of watch events that goes on until somebody ends it. */
  record Watching(WatchStream events, List<String> warnings) implements Reply {}
}
