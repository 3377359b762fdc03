package io.phasegate.testkit.cluster;

import static io.phasegate.testkit.cluster.programs.Program.ETCD;
import static io.phasegate.testkit.cluster.programs.Program.HELM;
import static io.phasegate.testkit.cluster.programs.Program.KUBECTL;
import static io.phasegate.testkit.cluster.programs.Program.KUBE_APISERVER;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.process.Command;
import io.phasegate.testkit.cluster.process.CommandResult;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.Program;
import io.phasegate.testkit.cluster.programs.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kubernetes cluster on this machine, ready in a few seconds.
 *
 * {@snippet :
 * try (Cluster cluster = Cluster.start(ClusterOptions.apiServerOnly())) {
 *   cluster.kubectl("apply", "-f", "manifests/crds").orThrow();
 *   ApiResponse nodes = cluster.api().get("/api/v1/nodes");
 * }
 * }
 *
 * <p>Closing stops everything and waits for it; so does the end of the JVM, and its death kills
 * everything. The folder with all logs stays.
 */
public final class Cluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private static final int TRIES = 5;

  private final ServerCommands commands;
  private final ClusterFolder folder;
  private final ClusterUsers users;
  private final ClusterServers servers;
  private final InstantSource time;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread lastResort = new Thread(this::killServers, "cluster-stop");

  private Cluster(ServerCommands commands, ClusterUsers users, InstantSource time) {
    this.commands = commands;
    this.folder = commands.folder();
    this.users = users;
    this.servers = new ClusterServers(commands, time);
    this.time = time;
  }

  /**
   * Starts a cluster of the programs that are found around this process, building them if need be.
   *
   * @throws ClusterException when programs are missing, with a sentence on how to get them; when a
   *     program fails, with the end of its log
   */
  public static Cluster start(ClusterOptions options) {
    return start(options, find(options.programs()));
  }

  /**
   * Starts a cluster of the given programs and waits until every server of it is ready.
   *
   * @throws ClusterException when a program fails, with the end of its log
   */
  public static Cluster start(ClusterOptions options, ClusterPrograms.Found programs) {
    return start(options, programs, ClusterPorts::free, InstantSource.system());
  }

  static Cluster start(
      ClusterOptions options,
      ClusterPrograms.Found programs,
      Supplier<ClusterPorts> ports,
      InstantSource time) {
    for (int attempt = 1; true; attempt++) {
      try {
        return startOn(ports.get(), options, programs, time);
      } catch (PortTakenException e) {
        if (attempt == TRIES) {
          throw e;
        }
        LOG.info("A port was taken by somebody else; starting anew on other ports.");
      }
    }
  }

  private static Cluster startOn(
      ClusterPorts ports,
      ClusterOptions options,
      ClusterPrograms.Found programs,
      InstantSource time) {
    try {
      ClusterFolder folder = ClusterFolder.in(options.base(), time.instant());
      ClusterUsers users = ClusterUsers.of(options);
      ClusterFiles.write(folder, options, users.all());
      var commands = new ServerCommands(programs, folder, ports, options);
      var cluster = new Cluster(commands, users, time);
      Runtime.getRuntime().addShutdownHook(cluster.lastResort);
      try {
        cluster.bringUp();
        return cluster;
      } catch (RuntimeException | Error | IOException e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ClusterException("the cluster's files cannot be written: " + e.getMessage(), e);
    }
  }

  private void bringUp() throws IOException {
    Instant started = time.instant();
    servers.launch(ETCD);
    servers.launch(KUBE_APISERVER);
    servers.awaitReady(KUBE_APISERVER, () -> Files.exists(folder.servingKey()));
    awaitReady(ETCD);
    awaitReady(KUBE_APISERVER);
    LOG.info("etcd and kube-apiserver are ready after {} s", secondsSince(started));

    Files.writeString(
        folder.kubeconfig(), Kubeconfig.of(commands.apiServerUrl(), caPem(), users.people()));
    List<Program> others = commands.options().servers().stream().skip(2).toList();
    for (Program server : others) {
      Files.writeString(
          folder.kubeconfig(server),
          Kubeconfig.of(commands.apiServerUrl(), caPem(), List.of(users.component(server))));
      servers.launch(server);
    }
    for (String node : commands.options().nodes()) {
      api().create("/api/v1/nodes", ClusterObjects.node(node)).orThrow();
    }
    others.forEach(this::awaitReady);
    commands.options().nodes().forEach(this::awaitNode);
    LOG.info("The cluster is ready after {} s: {}", secondsSince(started), this);
  }

  private String secondsSince(Instant start) {
    return "%.1f".formatted(Duration.between(start, time.instant()).toMillis() / 1000.0);
  }

  private void awaitReady(Program server) {
    URI url = URI.create(commands.readyUrl(server));
    ApiClient client = ApiClient.to(url, caPem());
    servers.awaitReady(server, () -> client.get(url.getPath()).succeeded());
  }

  private void awaitNode(String name) {
    ApiClient client = api();
    servers.awaitReady(
        Program.KWOK,
        () -> ClusterObjects.isReady(client.get("/api/v1/nodes/" + name).orThrow().json()));
  }

  /** Where the API server is, for instance {@code https://127.0.0.1:40123}. */
  public URI serverUrl() {
    return URI.create(commands.apiServerUrl());
  }

  /** The certificates by which clients know the API server. */
  public String caPem() {
    try {
      return Files.readString(folder.servingCertificate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bearer token of {@value ClusterUser#ADMIN}, who may do everything. */
  public String adminToken() {
    return users.person(ClusterUser.ADMIN).token();
  }

  /**
   * A kubeconfig file: the admin's context is the current one, and each further user has a context
   * of its name.
   */
  public Path kubeconfig() {
    return folder.kubeconfig();
  }

  /**
   * A kubeconfig file for a service account, with a token of its own: what RBAC gives the account
   * is all that it may do.
   *
   * @param namespace of the account, and of the context
   * @param server where the API server is looked for: {@link #serverUrl()}, or something between
   * @throws IOException when there is no such account
   */
  public Path kubeconfig(String namespace, String serviceAccount, URI server) throws IOException {
    JsonObject answer =
        api()
            .create(
                "/api/v1/namespaces/%s/serviceaccounts/%s/token"
                    .formatted(namespace, serviceAccount),
                ClusterObjects.tokenRequest())
            .orThrow()
            .json();
    var account =
        new ClusterUser(serviceAccount, List.of(), answer.textAt("status.token").orElse(""));
    return Files.writeString(
        Files.createTempFile(folder.root(), serviceAccount + "-", ".kubeconfig"),
        Kubeconfig.of(server.toString(), caPem(), List.of(account), namespace));
  }

  /** The folder with the log of every server. */
  public Path logs() {
    return folder.root();
  }

  /** The API as the admin. */
  public ApiClient api() {
    return api(ClusterUser.ADMIN);
  }

  /**
   * The API as one of the users that the options named.
   *
   * @throws IllegalArgumentException when there is no such user
   */
  public ApiClient api(String user) {
    return ApiClient.to(serverUrl(), caPem()).withToken(users.person(user).token());
  }

  /** The API server's audit log. */
  public AuditLog audit() {
    return new AuditLog(folder.auditLog());
  }

  /** What the containers on fake nodes seem to have written. */
  public PodLogs podLogs() {
    return new PodLogs(folder.podLog(), time);
  }

  /** Runs kubectl as the admin; {@code --context=NAME} makes it another user. */
  public CommandResult kubectl(String... arguments) {
    return command(KUBECTL).run(arguments);
  }

  /**
   * Waits until all definitions of kinds are established. Of one that is but a moment old kubectl
   * says that its conditions are of no type, and gives up; so it is asked again.
   *
   * @throws ClusterException when that takes too long
   */
  public void awaitCrds() {
    servers.awaitReady(
        KUBE_APISERVER,
        () ->
            kubectl("wait", "--for=condition=Established", "--timeout=5s", "crd", "--all")
                .succeeded());
  }

  /** Runs helm as the admin; the first call on a machine builds it, which takes a minute. */
  public CommandResult helm(String... arguments) {
    return command(find(Set.of(HELM)).path(HELM)).run(arguments);
  }

  /** One of the cluster's own programs with this cluster as its KUBECONFIG. */
  public Command command(Program program) {
    return command(commands.programs().path(program));
  }

  /** Any program with this cluster as its KUBECONFIG and a HOME of the cluster's own. */
  public Command command(Path executable) {
    return Command.of(executable, Path.of("").toAbsolutePath(), servers.environment());
  }

  /**
   * Creates a namespace in which Pods can be created at once.
   *
   * @throws IOException when the API server refuses it
   */
  public void createNamespace(String name) throws IOException {
    ApiClient client = api();
    client.create("/api/v1/namespaces", ClusterObjects.namespace(name)).orThrow();
    if (commands.options().controllers()) {
      servers.awaitReady(
          Program.KUBE_CONTROLLER_MANAGER,
          () -> client.get("/api/v1/namespaces/" + name + "/serviceaccounts/default").succeeded());
    }
  }

  /** Stops the API server and starts it again: same address, same certificate, same data. */
  public void restartApiServer() {
    stop(KUBE_APISERVER);
    start(KUBE_APISERVER);
  }

  /** Lets one server end by itself, for ten seconds at most, and waits until it is gone. */
  public void stop(Program server) {
    servers.stop(server);
  }

  /** Starts a server that was stopped, on its old port, and waits until it is ready. */
  public void start(Program server) {
    for (int attempt = 1; true; attempt++) {
      servers.launch(server);
      try {
        awaitReady(server);
        return;
      } catch (PortTakenException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** The process id of each running server. */
  public Map<Program, Long> pids() {
    return servers.pids();
  }

  /** Ends everything in order and waits for it. Logs stay, data goes. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    killServers();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      LOG.debug("The JVM is shutting down already.", e);
    }
    try {
      folder.removeData();
    } catch (IOException e) {
      LOG.warn("The cluster's data cannot be removed from {}", folder.etcdData(), e);
    }
  }

  private void killServers() {
    servers.killAll();
  }

  private static ClusterPrograms.Found find(Set<Program> needed) {
    return switch (ClusterPrograms.find(needed, Surroundings.ofThisProcess(), LOG::info)) {
      case ClusterPrograms.Found found -> found;
      case ClusterPrograms.Missing(var sentence) -> throw new ClusterException(sentence);
    };
  }

  @Override
  public String toString() {
    return "%s at %s, logs in %s".formatted(commands.options().servers(), serverUrl(), logs());
  }
}
