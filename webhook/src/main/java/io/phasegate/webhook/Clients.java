package io.phasegate.webhook;

import java.nio.file.Path;
import java.util.Set;

/** Who may send reviews. */
public sealed interface Clients {

  /** Everybody who reaches the port: the usual way, since an API server shows no certificate. */
  record Anyone() implements Clients {}

  /**
   * Whoever shows a certificate of an authority, as an API server does that was told to in its
   * {@code AdmissionConfiguration}.
   *
   * @param authority PEM file of one or more certificates; read again when it changes
   * @param names common names or DNS names of which a client must have one; any name if empty
   */
  record Known(Path authority, Set<String> names) implements Clients {

    /** Copies the names. */
    public Known {
      names = Set.copyOf(names);
    }
  }
}
