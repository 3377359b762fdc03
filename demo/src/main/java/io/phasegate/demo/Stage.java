package io.phasegate.demo;

import io.phasegate.testkit.cluster.ApiClient;
import java.nio.file.Path;
import java.util.List;

/**
 * An API server with our webhook behind it, and stand-ins for what surrounds a request in a cluster
 * with Dynamo. Closing takes everything down again.
 */
interface Stage extends AutoCloseable {

  /** What it is and where, in a line or two of at most 80 columns. */
  List<String> description();

  /** What is only played here, an item each: nobody shall take it for the real thing. */
  List<String> played();

  /** A client that may do everything. */
  ApiClient api();

  /** The same for programs: a kubeconfig file. */
  Path kubeconfig();

  /** Commands by which people reach it while it is kept running. */
  List<String> waysIn();

  @Override
  void close();
}
