package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.programs.Program;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one cluster, and what lies where in it.
 *
 * @param root absolute
 */
record ClusterFolder(Path root) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Tokens and keys lie here. */
  private static final FileAttribute<?> FOR_US_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** A new folder in {@code base}, called by the time of its making. */
  static ClusterFolder in(Path base, Instant now) throws IOException {
    Files.createDirectories(base);
    Path parent = base.toAbsolutePath();
    String name = NAME.format(now);
    for (int count = 1; true; count++) {
      try {
        Path root = parent.resolve(count == 1 ? name : name + "-" + count);
        var folder = new ClusterFolder(Files.createDirectory(root, FOR_US_ALONE));
        Files.createDirectory(folder.home());
        return folder;
      } catch (FileAlreadyExistsException e) {
        // Another cluster of the same second: the next number.
      }
    }
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

  Path volumePlugins() {
    return root.resolve("volume-plugins");
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
