package io.phasegate.webhook;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Whether a client may send reviews. The handshake asks for a certificate and refuses one of a
 * foreign authority; that one was shown, and whose it is, is looked at here, so that our own
 * self-dial needs none.
 */
final class ClientCheck {

  /** The type of a DNS name among a certificate's alternative names. */
  private static final int DNS_NAME = 2;

  private final Clients clients;

  ClientCheck(Clients clients) {
    this.clients = clients;
  }

  boolean lets(HttpServerRequest request) {
    return switch (clients) {
      case Clients.Anyone _ -> true;
      case Clients.Known(_, var names) -> isKnown(request, names);
    };
  }

  private static boolean isKnown(HttpServerRequest request, Set<String> names) {
    try {
      List<Certificate> shown = request.connection().peerCertificates();
      return !shown.isEmpty()
          && shown.getFirst() instanceof X509Certificate leaf
          && (names.isEmpty() || names(leaf).stream().anyMatch(names::contains));
    } catch (SSLPeerUnverifiedException e) {
      return false; // none was shown
    }
  }

  /** Its common name and its DNS names. */
  private static Set<String> names(X509Certificate leaf) {
    Set<String> names = new HashSet<>();
    try {
      for (var part : new LdapName(leaf.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          names.add(part.getValue().toString());
        }
      }
      var alternatives = leaf.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          if (name.getFirst().equals(DNS_NAME)) {
            names.add(name.get(1).toString());
          }
        }
      }
    } catch (InvalidNameException | CertificateParsingException e) {
      return Set.of(); // a certificate whose names cannot be read has none
    }
    return names;
  }
}
