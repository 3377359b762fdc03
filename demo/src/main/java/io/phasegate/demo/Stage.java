package io.phasegate.demo;

import io.phasegate.testkit.cluster.ApiClient;
import java.util.List;

/** An API server with our webhook behind it. Closing takes everything down again. */
interface Stage extends AutoCloseable {

  /** What it is and where, in a line or two of at most 80 columns. */
  List<String> description();

  /** A client that may do everything. */
  ApiClient api();

  /** Commands by which people reach it while it is kept running. */
  List<String> waysIn();

  @Override
  void close();
}
