package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of each server: programs, files, ports and options in, arguments out. */
record ServerCommands(
    ClusterPrograms.Found programs,
    ClusterFolder folder,
    ClusterPorts ports,
    ClusterOptions options) {

  private static final String HOST = "127.0.0.1";

  /** Where the API server is reached. */
  String apiServerUrl() {
    return "https://%s:%d".formatted(HOST, ports.apiServer());
  }

  /** The address that says 200 once a server is ready. */
  String readyUrl(Program server) {
    return switch (server) {
      case ETCD -> "http://%s:%d/health".formatted(HOST, ports.etcd());
      case KUBE_APISERVER -> apiServerUrl() + "/readyz";
      case KUBE_CONTROLLER_MANAGER ->
          "https://%s:%d/healthz".formatted(HOST, ports.controllerManager());
      case KUBE_SCHEDULER -> "https://%s:%d/healthz".formatted(HOST, ports.scheduler());
      case KWOK -> "https://%s:%d/healthz".formatted(HOST, ports.kubelet());
      case KUBECTL, HELM -> throw new IllegalArgumentException(server + " is no server");
    };
  }

  /** The program with its arguments. */
  List<String> of(Program server) {
    List<String> command = new ArrayList<>();
    command.add(programs.path(server).toString());
    command.addAll(
        switch (server) {
          case ETCD -> etcd();
          case KUBE_APISERVER -> apiServer();
          case KUBE_CONTROLLER_MANAGER -> controllerManager();
          case KUBE_SCHEDULER -> scheduler();
          case KWOK -> kwok();
          case KUBECTL, HELM -> throw new IllegalArgumentException(server + " is no server");
        });
    return command;
  }

  private List<String> etcd() {
    String clients = "http://%s:%d".formatted(HOST, ports.etcd());
    String peers = "http://%s:%d".formatted(HOST, ports.etcdPeer());
    return List.of(
        "--data-dir=" + folder.etcdData(),
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers,
        // The data lives as long as the test run; waiting for the disk would protect nothing.
        "--unsafe-no-fsync");
  }

  private List<String> apiServer() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--etcd-servers=http://%s:%d".formatted(HOST, ports.etcd()),
                "--bind-address=" + HOST,
                "--secure-port=" + ports.apiServer(),
                // Without these two it looks for a default route and gives up on a machine without
                // a network. Nobody uses the endpoints of the Service "kubernetes" here.
                "--advertise-address=" + HOST,
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + folder.servingCertificates(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.serviceAccountPublicKey(),
                "--service-account-signing-key-file=" + folder.serviceAccountPrivateKey(),
                "--token-auth-file=" + folder.tokens(),
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--allow-privileged=true",
                "--kubelet-preferred-address-types=InternalIP",
                "--audit-policy-file=" + folder.auditPolicy(),
                "--audit-log-path=" + folder.auditLog()));
    if (!options.controllers()) {
      // Pods would wait for ServiceAccounts that nobody makes.
      arguments.add("--disable-admission-plugins=ServiceAccount");
    }
    arguments.addAll(options.apiServerFlags());
    return arguments;
  }

  private List<String> controllerManager() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kubeconfig=" + folder.kubeconfig(Program.KUBE_CONTROLLER_MANAGER),
                "--service-account-private-key-file=" + folder.serviceAccountPrivateKey(),
                "--root-ca-file=" + folder.servingCertificate(),
                "--leader-elect=false",
                "--controllers=*,-nodeipam,-cloud-node-lifecycle",
                // Its default is a folder of the machine, which it would create.
                "--flex-volume-plugin-dir=" + folder.volumePlugins(),
                "--bind-address=" + HOST,
                "--secure-port=" + ports.controllerManager()));
    arguments.addAll(servingFlags());
    arguments.addAll(unthrottled());
    return arguments;
  }

  private List<String> scheduler() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kubeconfig=" + folder.kubeconfig(Program.KUBE_SCHEDULER),
                "--leader-elect=false",
                "--bind-address=" + HOST,
                "--secure-port=" + ports.scheduler()));
    arguments.addAll(servingFlags());
    arguments.addAll(unthrottled());
    return arguments;
  }

  private List<String> kwok() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kubeconfig=" + folder.kubeconfig(Program.KWOK),
                "--manage-all-nodes=true",
                // Without leases a node counts as gone after 50 s, and its Pods as not ready.
                "--node-lease-duration-seconds=40",
                "--node-ip=" + HOST,
                "--node-name=" + options.nodes().getFirst(),
                "--node-port=" + ports.kubelet(),
                "--server-address=%s:%d".formatted(HOST, ports.kubelet()),
                "--config=" + folder.kwokConfig()));
    for (Path stage : folder.stages(programs.kwokStages())) {
      arguments.add("--config=" + stage);
    }
    arguments.addAll(servingFlags());
    return arguments;
  }

  /** Everybody serves the API server's own certificate, so that one CA is enough to trust all. */
  private List<String> servingFlags() {
    return List.of(
        "--tls-cert-file=" + folder.servingCertificate(),
        "--tls-private-key-file=" + folder.servingKey());
  }

  /** The defaults of 20 and 50 requests a second would set the pace of every test. */
  private static List<String> unthrottled() {
    return List.of("--kube-api-qps=500", "--kube-api-burst=1000");
  }
}
