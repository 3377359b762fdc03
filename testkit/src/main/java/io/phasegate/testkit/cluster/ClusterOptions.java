package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.programs.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a cluster is made of. Immutable; start from {@link #apiServerOnly()} or {@link
 * #everything()}.
 *
 * @param base each cluster makes a folder of its own in this one
 * @param controllers kube-controller-manager: Jobs make Pods, garbage collection, namespace
 *     deletion
 * @param scheduler kube-scheduler: Pods get a node
 * @param nodes the names of fake nodes; with any, kwok plays their kubelets
 * @param users further users, by name, with their groups
 * @param auditPolicy the policy file's text, see {@link AuditPolicy}
 * @param apiServerFlags further flags of kube-apiserver
 * @param stages further kwok Stage objects as YAML documents, beside those that make Pods run and
 *     Jobs complete
 */
public record ClusterOptions(
    Path base,
    boolean controllers,
    boolean scheduler,
    List<String> nodes,
    Map<String, List<String>> users,
    String auditPolicy,
    List<String> apiServerFlags,
    List<String> stages) {

  private static final Path DEFAULT_BASE = Path.of("target", "cluster");

  public ClusterOptions {
    nodes = List.copyOf(nodes);
    users = Map.copyOf(users);
    apiServerFlags = List.copyOf(apiServerFlags);
    stages = List.copyOf(stages);
  }

  /** etcd and kube-apiserver: admission, conversion, CRDs, server-side apply, watches. */
  public static ClusterOptions apiServerOnly() {
    return new ClusterOptions(
        DEFAULT_BASE,
        false,
        false,
        List.of(),
        Map.of(),
        AuditPolicy.METADATA,
        List.of(),
        List.of());
  }

  /** Also controllers, the scheduler, and one fake node called {@code node-1}. */
  public static ClusterOptions everything() {
    return apiServerOnly().withControllers().withScheduler().withNodes("node-1");
  }

  /** Adds kube-controller-manager. */
  public ClusterOptions withControllers() {
    return new ClusterOptions(
        base, true, scheduler, nodes, users, auditPolicy, apiServerFlags, stages);
  }

  /** Adds kube-scheduler. */
  public ClusterOptions withScheduler() {
    return new ClusterOptions(
        base, controllers, true, nodes, users, auditPolicy, apiServerFlags, stages);
  }

  /**
   * Adds kwok with fake nodes of these names, in place of others. New nodes are tainted until a
   * controller sees that they are ready, so without controllers nothing is scheduled onto them.
   */
  public ClusterOptions withNodes(String... names) {
    return new ClusterOptions(
        base, controllers, scheduler, List.of(names), users, auditPolicy, apiServerFlags, stages);
  }

  /** Adds a user with groups; RBAC gives it nothing until somebody binds a role. */
  public ClusterOptions withUser(String name, String... groups) {
    Map<String, List<String>> more = new LinkedHashMap<>(users);
    more.put(name, List.of(groups));
    return new ClusterOptions(
        base, controllers, scheduler, nodes, more, auditPolicy, apiServerFlags, stages);
  }

  /** Audits by another policy. */
  public ClusterOptions withAuditPolicy(String policy) {
    return new ClusterOptions(
        base, controllers, scheduler, nodes, users, policy, apiServerFlags, stages);
  }

  /** Adds flags of kube-apiserver; a flag of ours that is repeated here is overridden. */
  public ClusterOptions withApiServerFlags(String... flags) {
    List<String> more = new ArrayList<>(apiServerFlags);
    more.addAll(List.of(flags));
    return new ClusterOptions(
        base, controllers, scheduler, nodes, users, auditPolicy, more, stages);
  }

  /** Adds a kwok Stage, for instance one that lets a container fail. */
  public ClusterOptions withStage(String yaml) {
    List<String> more = new ArrayList<>(stages);
    more.add(yaml);
    return new ClusterOptions(
        base, controllers, scheduler, nodes, users, auditPolicy, apiServerFlags, more);
  }

  /** Puts the cluster's folder into another one than {@code target/cluster}. */
  public ClusterOptions under(Path folder) {
    return new ClusterOptions(
        folder, controllers, scheduler, nodes, users, auditPolicy, apiServerFlags, stages);
  }

  /** The servers, in the order in which they start; they stop the other way round. */
  public List<Program> servers() {
    List<Program> servers = new ArrayList<>(List.of(Program.ETCD, Program.KUBE_APISERVER));
    if (controllers) {
      servers.add(Program.KUBE_CONTROLLER_MANAGER);
    }
    if (scheduler) {
      servers.add(Program.KUBE_SCHEDULER);
    }
    if (!nodes.isEmpty()) {
      servers.add(Program.KWOK);
    }
    return servers;
  }

  /** The programs that have to be there: the servers, and kubectl. */
  public Set<Program> programs() {
    Set<Program> programs = EnumSet.copyOf(servers());
    programs.add(Program.KUBECTL);
    return programs;
  }
}
