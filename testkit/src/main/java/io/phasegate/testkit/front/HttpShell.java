package io.phasegate.testkit.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the connection and the rest: reads requests, writes replies, decides nothing. */
final class HttpShell implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(HttpShell.class);

  /** What an API server takes in one request (A19). */
  private static final int MAX_BODY = 3 * 1024 * 1024;

  /**
   * A plain 200 tells fabric8's client at once to watch by HTTP instead; a 503 does too, but only
   * after it has tried again for ten seconds.
   */
  private static final Reply NO_WEBSOCKETS = new Reply.Whole(200, new byte[0], List.of());

  private final Function<ApiRequest, Reply> answers;

  HttpShell(Function<ApiRequest, Reply> answers) {
    this.answers = answers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      write(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    if (header(exchange, "Upgrade").equalsIgnoreCase("websocket")) {
      return NO_WEBSOCKETS;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return refusal(ApiStatus.tooLarge(MAX_BODY));
    }
    var request =
        new ApiRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            ApiRequest.mediaType(header(exchange, "Content-Type")),
            body);
    try {
      return answers.apply(request);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return refusal(ApiStatus.internalError("the embedded front failed: " + e));
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private static Reply refusal(ApiStatus status) {
    return Reply.Whole.of(status, List.of());
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    switch (reply) {
      case Reply.Whole(int code, byte[] body, var warnings) -> {
        warn(exchange, warnings);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
      case Reply.Watching(var events, var warnings) -> {
        warn(exchange, warnings);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
          events.writeTo(out);
        }
      }
    }
  }

  /** Headers are bytes of Latin-1 to this server; UTF-8 goes through it a byte a character. */
  private static void warn(HttpExchange exchange, List<String> warnings) {
    for (String text : warnings) {
      String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
      String bytes =
          new String(quoted.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      exchange.getResponseHeaders().add("Warning", "299 - \"" + bytes + "\"");
    }
  }
}
