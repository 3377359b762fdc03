package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** A watch: JSON events, a line each, over a response that does not end. */
final class WatchStream {

  /** A watch without a limit of its own ends after this, as it does on a real API server. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** What a watch shows of an object in the store. */
  interface View {
    JsonObject of(JsonObject stored) throws Refused;
  }

  private final StoreLog log;
  private final String query;
  private final List<JsonObject> present;
  private final int place;
  private final Duration limit;
  private final View view;

  private WatchStream(
      StoreLog log, String query, List<JsonObject> present, int place, Duration limit, View view) {
    this.log = log;
    this.query = query;
    this.present = present;
    this.place = place;
    this.limit = limit;
    this.view = view;
  }

  /**
   * Prepares a watch.
   *
   * @param request its resourceVersion says from where; without one, what is there comes first
   * @param query path in the store, and selectors
   */
  static WatchStream of(Store store, ApiRequest request, String query, View view) throws Refused {
    if (!request.parameter("sendInitialEvents").isEmpty()) {
      throw new Refused(
          ApiStatus.plain(
              422, "Invalid", "the embedded front does not stream lists; list, then watch"));
    }
    String since = request.parameter("resourceVersion");
    Duration limit = seconds(request.parameter("timeoutSeconds"));
    StoreLog log = store.log();
    if (!since.isEmpty() && !since.equals("0")) {
      return new WatchStream(log, query, List.of(), log.placeAfter(version(since)), limit, view);
    }
    JsonObject list = store.list(query);
    int place = log.placeAfter(version(list.textAt("metadata.resourceVersion").orElse("0")));
    return new WatchStream(log, query, ReadSteps.items(list), place, limit, view);
  }

  private static long version(String text) throws Refused {
    if (!text.matches("[0-9]{1,18}")) {
      throw new Refused(ApiStatus.badRequest("invalid resource version: " + text));
    }
    return Long.parseLong(text);
  }

  private static Duration seconds(String text) {
    return text.matches("[1-9][0-9]{0,5}") ? Duration.ofSeconds(Long.parseLong(text)) : LONGEST;
  }

  /** Writes events until the limit is over, the reader is gone or the front closes. */
  void writeTo(OutputStream out) throws IOException {
    try {
      for (JsonObject object : present) {
        write(out, StoreLog.EventType.ADDED.name(), view.of(object));
      }
      // The headers must reach the client now, also when no event comes for long.
      out.flush();
      follow(out);
    } catch (Refused e) {
      write(out, "ERROR", e.status().json());
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(OutputStream out) throws IOException, InterruptedException, Refused {
    long end = System.nanoTime() + limit.toNanos();
    int from = place;
    for (long left = limit.toMillis(); left > 0; left = millisUntil(end)) {
      int to = log.awaitMore(from, left);
      for (StoreLog.Event event : log.events(from, to, query)) {
        write(out, event.type().name(), view.of(event.object()));
      }
      out.flush();
      from = to;
    }
  }

  private static long millisUntil(long end) {
    return Duration.ofNanos(end - System.nanoTime()).toMillis();
  }

  private static void write(OutputStream out, String type, JsonObject object) throws IOException {
    out.write(JsonWriter.bytes(JsonObject.of("type", Json.text(type)).with("object", object)));
    out.write('\n');
  }
}
