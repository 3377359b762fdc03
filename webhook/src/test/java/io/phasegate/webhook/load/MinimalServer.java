package io.phasegate.webhook.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The least that Vert.x can do for a {@code ConversionReview} over TLS: one tree, another version,
 * one answer. What our server is measured against.
 */
final class MinimalServer {

  private MinimalServer() {}

  /** Takes the directory of the certificate, a port (0 for any), and {@code native} or not. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    boolean nativeTls = args.length > 2 && args[2].equals("native");
    var pair =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(Files.readString(directory.resolve("tls.crt"))))
            .addKeyValue(Buffer.buffer(Files.readString(directory.resolve("tls.key"))));
    var vertx = Vertx.vertx();
    var router = Router.router(vertx);
    router
        .post("/convert")
        .handler(call ->
            call.request()
                .body()
                .onSuccess(body ->
                    call.response()
                        .putHeader("Content-Type", "application/json")
                        .end(Buffer.buffer(answer(body.getBytes())))));
    var server =
        vertx
            .httpServerBuilder()
            .with(new HttpServerConfig().setVersions(HttpVersion.HTTP_1_1))
            .with(new ServerSSLOptions().setKeyCertOptions(pair))
            .with(nativeTls ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions())
            .build()
            .requestHandler(router);
    server.listen(SocketAddress.inetSocketAddress(Integer.parseInt(args[1]), "127.0.0.1")).await();
    System.out.println("listening webhook 127.0.0.1:" + server.actualPort());
  }

  private static byte[] answer(byte[] body) {
    try {
      JsonObject review = JsonReader.readObject(body);
      JsonObject request = review.objectAt("request").orElseThrow();
      Json version = request.get("desiredAPIVersion").orElseThrow();
      JsonArray objects = (JsonArray) request.get("objects").orElseThrow();
      List<JsonObject> converted =
          objects.items().stream()
              .map(object -> ((JsonObject) object).with("apiVersion", version))
              .toList();
      return JsonWriter.bytes(
          JsonObject.of("apiVersion", review.get("apiVersion").orElseThrow())
              .with("kind", Json.text("ConversionReview"))
              .with(
                  "response",
                  JsonObject.of("uid", request.get("uid").orElseThrow())
                      .with("convertedObjects", JsonArray.of(converted))
                      .with("result", JsonObject.of("status", Json.text("Success")))));
    } catch (MalformedJson e) {
      return e.reason().getBytes(UTF_8);
    }
  }
}
