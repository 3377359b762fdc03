package io.phasegate.bench.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The contender: the least that Vert.x can do for a review over TLS. One Jackson tree, another
 * {@code apiVersion} in each object, one answer; a write is allowed without a look at it. No
 * limits, no life, no metrics.
 */
final class MinimalServer extends VerticleBase {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Buffer chain;
  private final Buffer key;
  private final int port;

  private MinimalServer(Buffer chain, Buffer key, int port) {
    this.chain = chain;
    this.key = key;
    this.port = port;
  }

  /** Takes the directory of the certificate, a port, and how many event loops accept. */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Buffer chain = Buffer.buffer(Files.readString(directory.resolve("tls.crt")));
    Buffer key = Buffer.buffer(Files.readString(directory.resolve("tls.key")));
    int port = Integer.parseInt(args[1]);
    Vertx.vertx()
        .deployVerticle(
            () -> new MinimalServer(chain, key, port),
            new DeploymentOptions().setInstances(Integer.parseInt(args[2])))
        .await();
    System.out.println("listening webhook 127.0.0.1:" + port);
  }

  @Override
  public Future<HttpServer> start() {
    SSLEngineOptions engine =
        OpenSSLEngineOptions.isAvailable() ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
    var tls =
        new ServerSSLOptions()
            .setKeyCertOptions(new PemKeyCertOptions().addCertValue(chain).addKeyValue(key))
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    return vertx
        .httpServerBuilder()
        .with(new HttpServerConfig().setVersions(HttpVersion.HTTP_1_1))
        .with(tls)
        .with(engine)
        .build()
        .requestHandler(MinimalServer::answer)
        .listen(SocketAddress.inetSocketAddress(port, "127.0.0.1"));
  }

  private static void answer(HttpServerRequest request) {
    boolean conversion = "/convert".equals(request.path());
    request
        .body()
        .onSuccess(body ->
            request
                .response()
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(answer(body.getBytes(), conversion))));
  }

  private static byte[] answer(byte[] body, boolean conversion) {
    try {
      JsonNode review = JSON.readTree(body);
      JsonNode request = review.path("request");
      ObjectNode answer = JSON.createObjectNode();
      answer.set("apiVersion", review.path("apiVersion"));
      answer.set("kind", review.path("kind"));
      ObjectNode response = answer.putObject("response");
      response.set("uid", request.path("uid"));
      if (conversion) {
        ArrayNode converted = response.putArray("convertedObjects");
        for (JsonNode object : request.path("objects")) {
          ((ObjectNode) object).set("apiVersion", request.path("desiredAPIVersion"));
          converted.add(object);
        }
        response.putObject("result").put("status", "Success");
      } else {
        response.put("allowed", true);
      }
      return JSON.writeValueAsBytes(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
