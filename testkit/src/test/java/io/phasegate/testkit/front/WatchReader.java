package io.phasegate.testkit.front;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.widget.Widgets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** Reads a watch event by event; {@link #next} waits for one. */
final class WatchReader implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Stream<String> lines;
  private final Iterator<String> events;

  WatchReader(URI front, String pathAndQuery) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(front.resolve(pathAndQuery)).build();
    try {
      lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    events = lines.iterator();
  }

  /** The next event: {@code {type, object}}. */
  JsonObject next() {
    return Widgets.json(events.next());
  }

  /** True when the watch goes on with one event more; false when it has ended. */
  boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public void close() {
    lines.close();
    client.shutdownNow();
  }
}
