package io.phasegate.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * One port for each listener of a cluster, all on 127.0.0.1.
 *
 * @param kubelet where kwok answers for the kubelet of every node
 */
record ClusterPorts(
    int etcd, int etcdPeer, int apiServer, int controllerManager, int scheduler, int kubelet) {

  /**
   * Six ports that are free at this moment and differ from each other. Somebody else may still take
   * one before its program does; whoever starts programs tries again then.
   */
  static ClusterPorts free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      var ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new ClusterPorts(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(ClusterPorts::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
