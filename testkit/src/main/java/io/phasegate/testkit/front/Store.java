package io.phasegate.testkit.front;

import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * fabric8's CRUD mock as the store, called inside the process: no socket, no port. Objects of
 * registered kinds are here in their storage version only. It gives uid, creationTimestamp,
 * resourceVersion and generation, and refuses stale resource versions.
 */
final class Store {

  /**
   * What the mock answers.
   *
   * @param body may be empty, which the mock is where an API server has a status
   */
  record Answer(int code, byte[] body) {}

  private final StoreLog mock = new StoreLog();

  /** The memory of every change. */
  StoreLog log() {
    return mock;
  }

  /** Hands a request to the mock as it is. */
  Answer pass(String method, String pathAndQuery, String contentType, byte[] body) {
    Headers headers =
        contentType.isEmpty()
            ? Headers.builder().build()
            : Headers.builder().add("Content-Type", contentType).build();
    MockResponse response =
        mock.dispatch(
            new RecordedRequest(
                "HTTP/1.1", HttpMethod.valueOf(method), pathAndQuery, headers, new Buffer(body)));
    Buffer answer = response.getBody();
    return new Answer(response.code(), answer == null ? new byte[0] : answer.getBytes());
  }

  /** The object, if it is there. */
  Optional<JsonObject> get(Target target) {
    Answer answer = pass("GET", target.storePath(), "", new byte[0]);
    return answer.code() == 200 ? Optional.of(object(answer)) : Optional.empty();
  }

  /**
   * All objects of a collection, as the mock's own list.
   *
   * @param query path in the store, and selectors
   */
  JsonObject list(String query) {
    return object(pass("GET", query, "", new byte[0]));
  }

  /** Puts a new object in. */
  JsonObject create(Target target, JsonObject object) throws Refused {
    Answer answer = send("POST", target.named("").storePath(), object);
    return switch (answer.code()) {
      case 201 -> object(answer);
      case 409 -> throw new Refused(ApiStatus.alreadyExists(target));
      default -> throw unexpected(answer);
    };
  }

  /**
   * Puts an object in the place of the one whose resource version it has.
   *
   * @return as stored; empty when somebody else was quicker
   */
  Optional<JsonObject> replace(Target target, JsonObject object) throws Refused {
    Answer answer = send("PUT", target.storePath(), object);
    return switch (answer.code()) {
      // An object that loses its last finalizer on its way out is gone, and the mock says nothing.
      case 200 -> Optional.of(answer.body().length == 0 ? object : object(answer));
      case 404, 409 -> Optional.empty();
      default -> throw unexpected(answer);
    };
  }

  private Answer send(String method, String path, JsonObject object) {
    return pass(method, path, "application/json", JsonWriter.bytes(object));
  }

  private static Refused unexpected(Answer answer) {
    return new Refused(
        ApiStatus.internalError("the store answers %d: %s".formatted(answer.code(), text(answer))));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Takes an object out, or marks it while it has finalizers. */
  void delete(Target target) {
    pass("DELETE", target.storePath(), "", new byte[0]);
  }

  private static JsonObject object(Answer answer) {
    try {
      return JsonReader.readObject(answer.body());
    } catch (MalformedJson e) {
      throw new IllegalStateException("the store answers no JSON: " + e.reason(), e);
    }
  }
}
