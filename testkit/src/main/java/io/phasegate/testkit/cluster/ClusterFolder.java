package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one cluster, and what lies where in it.
 *
 * @param root absolute
 */
record ClusterFolder(Path root) {

  /** A new folder in {@code base}. */
  static ClusterFolder in(Path base) throws IOException {
    Files.createDirectories(base);
    var folder = new ClusterFolder(Files.createTempDirectory(base.toAbsolutePath(), "cluster-"));
    Files.createDirectories(folder.home());
    return folder;
  }

  Path log(Program server) {
    return root.resolve(server.fileName() + ".log");
  }

  Path etcdData() {
    return root.resolve("etcd");
  }

  /** HOME of every program, so that none reads or writes the person's own. */
  Path home() {
    return root.resolve("home");
  }

  Path servingCertificates() {
    return root.resolve("certs");
  }

  /** Written by kube-apiserver on its first start: its certificate, then the CA that signed it. */
  Path servingCertificate() {
    return servingCertificates().resolve("apiserver.crt");
  }

  Path servingKey() {
    return servingCertificates().resolve("apiserver.key");
  }

  Path serviceAccountPrivateKey() {
    return root.resolve("service-accounts.key");
  }

  Path serviceAccountPublicKey() {
    return root.resolve("service-accounts.pub");
  }

  Path tokens() {
    return root.resolve("tokens.csv");
  }

  Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  Path kubeconfig(Program server) {
    return root.resolve(server.fileName() + ".kubeconfig");
  }

  Path auditPolicy() {
    return root.resolve("audit-policy.yaml");
  }

  Path auditLog() {
    return root.resolve("audit.log");
  }

  Path podLog() {
    return root.resolve("pods.log");
  }

  Path kwokConfig() {
    return root.resolve("kwok.yaml");
  }

  /** The stage files of a folder, in the order of their names. */
  List<Path> stages(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new ClusterException("kwok's stages cannot be read in " + folder, e);
    }
  }

  /** Removes etcd's data, which nobody can read without etcd; logs stay. */
  void removeData() throws IOException {
    if (Files.exists(etcdData())) {
      List<Path> contents;
      try (Stream<Path> walk = Files.walk(etcdData())) {
        contents = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : contents) {
        Files.delete(path);
      }
    }
  }
}
