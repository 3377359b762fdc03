/**
 * A real Kubernetes cluster for tests, demo and bench: upstream's own etcd, kube-apiserver,
 * controllers and scheduler as processes on this machine; only the kubelet is a fake (kwok).
 *
 * <p>{@link io.phasegate.testkit.cluster.Cluster} is the way in; tests use {@link
 * io.phasegate.testkit.cluster.junit.RealCluster}.
 *
 * <p>Invariants: every port is a free one on 127.0.0.1; everything a cluster writes is in its own
 * folder; no process outlives the JVM; the cluster needs no network.
 */
@NullMarked
package io.phasegate.testkit.cluster;

import org.jspecify.annotations.NullMarked;
