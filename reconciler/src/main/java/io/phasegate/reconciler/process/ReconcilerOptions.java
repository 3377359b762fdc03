package io.phasegate.reconciler.process;

import io.phasegate.reconciler.adapter.RunnerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the person who starts the process decides.
 *
 * @param kubeconfig the file; without one KUBECONFIG, ~/.kube/config or the Pod's own account
 * @param kinds names of the kinds to look after; empty for all
 * @param health where to serve health and metrics; port 0 for any free one; it need not be resolved
 * @param leaderElect whether only the holder of a Lease works
 * @param settings how kinds are run
 */
public record ReconcilerOptions(
    Optional<Path> kubeconfig,
    Set<String> kinds,
    InetSocketAddress health,
    boolean leaderElect,
    RunnerSettings settings) {

  public ReconcilerOptions {
    kinds = Set.copyOf(kinds);
  }
}
