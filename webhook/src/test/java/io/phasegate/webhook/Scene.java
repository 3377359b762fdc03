package io.phasegate.webhook;

import static org.awaitility.Awaitility.await;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.CertificateSource;
import io.phasegate.certs.FixedCertificateSource;
import io.phasegate.certs.Leaf;
import io.phasegate.conversion.review.ReviewAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.core.ConditionFactory;

/**
 * A server on free ports, and a client that trusts its authority as the API server does. Its
 * reviews are made up: they come back as they went in, unless the scenario says otherwise.
 */
final class Scene implements AutoCloseable {

  static final Function<byte[], ReviewAnswer> ECHO =
      body -> new ReviewAnswer.Review(body, ReviewAnswer.Outcome.SUCCESS);

  static final SelfTest NOTHING_TO_TEST = () -> new SelfTest.Result.Passed("nothing to test");

  private final CertificateAuthority authority;
  private final WebhookServer server;
  private final List<String> announced;
  private final HttpClient client;

  private Scene(CertificateAuthority authority, WebhookServer server, List<String> announced)
      throws GeneralSecurityException, IOException {
    this.authority = authority;
    this.server = server;
    this.announced = announced;
    this.client = client(HttpClient.Version.HTTP_1_1);
  }

  static CertificateAuthority newAuthority() {
    return CertificateAuthority.create("Scene CA", Duration.ofDays(1), InstantSource.system());
  }

  static CertificateBundle newPair(CertificateAuthority authority) {
    var leaf = Leaf.forHosts(List.of("localhost", "127.0.0.1"), Duration.ofHours(1));
    return authority.sign(leaf, InstantSource.system());
  }

  /** A ready server that echoes. */
  static Scene ready() throws Exception {
    return ready(UnaryOperator.identity());
  }

  /** A ready server. */
  static Scene ready(UnaryOperator<WebhookOptions> change) throws Exception {
    Scene scene = start(change);
    scene.awaitReady();
    return scene;
  }

  /** A server that has a certificate and may not be ready yet. */
  static Scene start(UnaryOperator<WebhookOptions> change) throws Exception {
    var authority = newAuthority();
    return start(authority, new FixedCertificateSource(newPair(authority)), change);
  }

  /** A server with whatever certificates there are. */
  static Scene start(
      CertificateAuthority authority,
      CertificateSource certificates,
      UnaryOperator<WebhookOptions> change)
      throws Exception {
    List<String> announced = new CopyOnWriteArrayList<>();
    var options =
        WebhookOptions.of(certificates, () -> new AllKinds(reviews(ECHO), NOTHING_TO_TEST))
            .withAddresses(new HostPort("127.0.0.1", 0), new HostPort("127.0.0.1", 0))
            .withFarewell(new Farewell(Duration.ZERO, Duration.ofSeconds(20)));
    return new Scene(authority, Main.start(change.apply(options), announced::add), announced);
  }

  /** The same answer on every path. */
  static UnaryOperator<WebhookOptions> answering(Function<byte[], ReviewAnswer> answer) {
    return answeringAll(reviews(answer));
  }

  static UnaryOperator<WebhookOptions> answeringAll(Reviews reviews) {
    return options -> options.withKinds(new AllKinds(reviews, options.kinds().get().selfTest()));
  }

  /** Work that is never given up. */
  static Reviews reviews(Function<byte[], ReviewAnswer> answer) {
    return new Reviews(
        (body, _) -> answer.apply(body),
        (body, _) -> answer.apply(body),
        (body, _) -> answer.apply(body));
  }

  static UnaryOperator<WebhookOptions> testing(SelfTest selfTest) {
    return options -> options.withKinds(new AllKinds(options.kinds().get().reviews(), selfTest));
  }

  /** Limits of which only these matter. */
  static Limits limits(int admissionBody, int conversionBody, int offLoopAbove, int inFlight) {
    Limits usual = Limits.defaults();
    return usual
        .withBodies(admissionBody, conversionBody)
        .withOffLoopAbove(offLoopAbove)
        .withInFlight(inFlight, usual.inFlightBytes());
  }

  static UnaryOperator<WebhookOptions> limited(Limits limits) {
    return options -> options.withLimits(limits);
  }

  CertificateAuthority authority() {
    return authority;
  }

  WebhookServer server() {
    return server;
  }

  List<String> announced() {
    return announced;
  }

  void awaitReady() {
    patiently().until(server::ready);
  }

  /** Waits for what will come true; long, since the machine may be busy with something else. */
  static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(1));
  }

  int port() {
    return server.webhook().orElseThrow().port();
  }

  /** A client of its own, so with connections of its own. */
  HttpClient client(HttpClient.Version version) throws GeneralSecurityException, IOException {
    return HttpClient.newBuilder().sslContext(trusting(authority)).version(version).build();
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(review(path, BodyPublishers.ofString(body)), BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpRequest review(String path, BodyPublisher body) {
    return to(path).header("Content-Type", "application/json").POST(body).build();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> health(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.health().port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** A bare TLS connection, hands shaken, for what no polite client would send. */
  SSLSocket dial() throws GeneralSecurityException, IOException {
    return dial(_ -> {});
  }

  /** The same, offering one protocol by ALPN. */
  SSLSocket dial(String protocol) throws GeneralSecurityException, IOException {
    return dial(offers -> offers.setApplicationProtocols(new String[] {protocol}));
  }

  /** The same with other parameters of TLS. */
  SSLSocket dial(Consumer<SSLParameters> change) throws GeneralSecurityException, IOException {
    var plain = new Socket(InetAddress.getLoopbackAddress(), port());
    var socket =
        (SSLSocket)
            trusting(authority).getSocketFactory().createSocket(plain, "localhost", port(), true);
    // Whoever waits in vain for an answer, or for the end of one, shall hear of it.
    socket.setSoTimeout(20_000);
    var parameters = socket.getSSLParameters();
    change.accept(parameters);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  static SSLContext trusting(CertificateAuthority authority)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
