package dev.devloop.tls;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The certificate of one project, kept in its folder: used as long as it fits, else made anew.
public final class Certificates {

  /// Long enough for a laptop that was away, short enough that renewal is nothing unusual.
  static final Duration LIFE = Duration.ofDays(90);

  /// As certificate authorities advise it: a third of its life is left.
  static final Duration RESERVE = Duration.ofDays(30);

  /// Type number of a DNS name in `getSubjectAlternativeNames`.
  private static final int DNS_NAME = 2;

  private final Path folder;
  private final Clock clock;

  /// @param folder of the project; `tls.crt` and `tls.key` are kept there
  public Certificates(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// One that the root has signed, for just these hosts and not about to expire.
  ///
  /// @param hosts below the root's domain; not empty
  public ServerCertificate of(Root root, String project, List<String> hosts) {
    var kept = kept();
    return kept.filter(k -> fits(k, root, hosts))
        .map(Kept::whole)
        .orElseGet(() -> issue(root, project, hosts));
  }

  private record Kept(String chain, String key, X509Certificate own) {
    ServerCertificate whole() {
      var expires = own.getNotAfter().toInstant();
      return new ServerCertificate(chain, key, names(own), expires, expires.minus(RESERVE));
    }
  }

  private Optional<Kept> kept() {
    try {
      var chain = Files.readString(folder.resolve("tls.crt"));
      var key = Files.readString(folder.resolve("tls.key"));
      Pem.key(key);
      return Pem.certificates(chain).stream().findFirst().map(own -> new Kept(chain, key, own));
    } catch (IOException | GeneralSecurityException _) {
      return Optional.empty(); // a new one costs nothing
    }
  }

  private boolean fits(Kept kept, Root root, List<String> hosts) {
    try {
      kept.own().verify(root.certificate().getPublicKey());
    } catch (GeneralSecurityException _) {
      return false;
    }
    var now = clock.instant();
    return now.isBefore(kept.own().getNotAfter().toInstant().minus(RESERVE))
        && now.isAfter(kept.own().getNotBefore().toInstant())
        && kept.chain().contains(root.pem())
        && names(kept.own()).equals(hosts.stream().sorted().toList());
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      var names = new ArrayList<String>();
      if (all != null) {
        for (var name : all) {
          if (name.getFirst().equals(DNS_NAME)) {
            names.add((String) name.get(1));
          }
        }
      }
      return names.stream().sorted().toList();
    } catch (GeneralSecurityException _) {
      return List.of();
    }
  }

  private ServerCertificate issue(Root root, String project, List<String> hosts) {
    var issued = new Issuer().server(root, hosts, project, clock.instant(), LIFE);
    var chain = Pem.of(issued.certificate()) + root.pem();
    var key = Pem.of(issued.key());
    try {
      // a pair that was half written does not fit together, and is made anew
      Files.deleteIfExists(folder.resolve("tls.crt"));
      AtomicFile.write(folder.resolve("tls.key"), key);
      AtomicFile.write(folder.resolve("tls.crt"), chain);
    } catch (IOException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "certificate-unwritable",
              "The certificate of " + project + " cannot be kept: " + e.getMessage() + ".",
              "The folder " + folder + " is not writable for you, or the disk is full.",
              "Make it writable, then devloop up."),
          e);
    }
    return new Kept(chain, key, issued.certificate()).whole();
  }
}
