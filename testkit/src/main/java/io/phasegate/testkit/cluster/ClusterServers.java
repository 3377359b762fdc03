package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.process.WatchedProcess;
import io.phasegate.testkit.cluster.programs.Program;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running servers of one cluster: starts each, waits until it is ready, stops each.
 *
 * <p>Guarded by its own monitor: a shutdown hook may stop what another thread is starting.
 */
final class ClusterServers {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterServers.class);

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final int TAIL = 20;

  private final ServerCommands commands;
  private final ClusterFolder folder;
  private final InstantSource time;
  private final Map<Program, WatchedProcess> running = new EnumMap<>(Program.class);

  ClusterServers(ServerCommands commands, InstantSource time) {
    this.commands = commands;
    this.folder = commands.folder();
    this.time = time;
  }

  /** Starts a server and does not wait for it. */
  synchronized void launch(Program server) {
    try {
      running.put(
          server,
          WatchedProcess.start(
              new WatchedProcess.Launch(
                  server.fileName(),
                  commands.of(server),
                  folder.root(),
                  environment(),
                  folder.log(server))));
    } catch (IOException e) {
      throw new ClusterException("%s cannot be started: %s".formatted(server, e.getMessage()), e);
    }
  }

  /** The whole environment of every program; kubectl and helm get the same. */
  Map<String, String> environment() {
    return Map.of(
        "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
        "HOME", folder.home().toString(),
        "KUBECONFIG", folder.kubeconfig().toString());
  }

  /**
   * Waits until a server is ready.
   *
   * @param probe asks the server once; an {@link IOException} means not yet
   * @throws PortTakenException when a server lost its port to somebody else
   * @throws ClusterException when a server has ended, or this one takes too long
   */
  void awaitReady(Program server, Probe probe) {
    var deadline = time.instant().plus(READY_LIMIT);
    while (!answers(probe)) {
      failIfOneEnded();
      if (time.instant().isAfter(deadline)) {
        throw new ClusterException(
            "%s was not ready after %d s. %s"
                .formatted(server, READY_LIMIT.toSeconds(), logOf(server)));
      }
      pause();
    }
  }

  /** One question to a server. */
  @FunctionalInterface
  interface Probe {
    /** True once the server is ready. */
    boolean ready() throws IOException;
  }

  private static boolean answers(Probe probe) {
    try {
      return probe.ready();
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for the cluster", e);
    }
  }

  private synchronized void failIfOneEnded() {
    running.forEach((server, process) ->
        process
            .exitCode()
            .ifPresent(code -> {
              throw ended(server, process, code);
            }));
  }

  private ClusterException ended(Program server, WatchedProcess process, int code) {
    String message =
        "%s ended with exit code %d before the cluster was ready. %s"
            .formatted(server, code, logOf(server));
    boolean portTaken =
        process.lastLines(TAIL).stream().anyMatch(line -> line.contains("address already in use"));
    return portTaken ? new PortTakenException(message) : new ClusterException(message);
  }

  /** Where the log of a server is, and how it ends; a few sentences for a message. */
  synchronized String logOf(Program server) {
    WatchedProcess process = running.get(server);
    List<String> lines = process == null ? List.of() : process.lastLines(TAIL);
    String tail = lines.stream().map("  %s%n"::formatted).collect(Collectors.joining());
    return "Its log is %s and ends so:%n%s".formatted(folder.log(server), tail);
  }

  /**
   * Lets a server end by itself, as in a cluster that is being upgraded, and waits until it is
   * gone. Nothing happens when it does not run.
   */
  synchronized void stop(Program server) {
    end(server, process -> process.stop(STOP_LIMIT));
  }

  /**
   * Kills all, the last one started first, and waits for each. Nothing that they would still save
   * is kept, and letting them end by themselves takes seconds.
   */
  synchronized void killAll() {
    List<Program> order = new ArrayList<>(running.keySet());
    order.reversed().forEach(server -> end(server, WatchedProcess::kill));
  }

  private interface Ending {
    void of(WatchedProcess process) throws InterruptedException;
  }

  private void end(Program server, Ending ending) {
    WatchedProcess process = running.remove(server);
    if (process == null) {
      return;
    }
    try {
      ending.of(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while {} was ending; it ends with this JVM at the latest", server);
    }
  }

  /** The process id of each server that was started and not stopped. */
  synchronized Map<Program, Long> pids() {
    Map<Program, Long> pids = new EnumMap<>(Program.class);
    running.forEach((server, process) -> pids.put(server, process.pid()));
    return pids;
  }
}
