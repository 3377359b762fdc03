package io.phasegate.testkit.cluster.programs;

/** A program of a cluster, or one that people use on it. */
public enum Program {
  ETCD("etcd"),
  KUBE_APISERVER("kube-apiserver"),
  KUBE_CONTROLLER_MANAGER("kube-controller-manager"),
  KUBE_SCHEDULER("kube-scheduler"),
  KWOK("kwok"),
  KUBECTL("kubectl"),
  HELM("helm");

  private final String fileName;

  Program(String fileName) {
    this.fileName = fileName;
  }

  /** The name of its file, which is upstream's name of the program. */
  public String fileName() {
    return fileName;
  }

  @Override
  public String toString() {
    return fileName;
  }
}
