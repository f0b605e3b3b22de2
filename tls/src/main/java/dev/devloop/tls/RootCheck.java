package dev.devloop.tls;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a root on disk is the one that devloop made. Whoever can write to the folder could make
/// a root of his own there: what browsers trust is then to be somebody else's, so nothing is signed
/// with a root that is not sound in every respect.
final class RootCheck {

  /// OID of the name constraints.
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private static final int NO_AUTHORITY = -1;
  private static final int KEY_CERT_SIGN = 5;

  private RootCheck() {}

  /// Reads a root that is there.
  ///
  /// @throws DevloopException `root-tampered`, `root-exposed` or `root-unreadable`
  static Root read(String domain, Path folder) {
    var certificate = certificate(folder);
    var root = new Root(domain, folder, certificate);
    wrong(root)
        .ifPresent(what -> {
          throw tampered(folder, what);
        });
    exposed(root.keyFile())
        .ifPresent(mode -> {
          throw exposed(root, mode);
        });
    return root;
  }

  private static X509Certificate certificate(Path folder) {
    try {
      var all = Pem.certificates(Files.readString(Root.certificateIn(folder)));
      if (all.size() == 1) {
        return all.getFirst();
      }
      throw tampered(folder, "root.crt holds " + all.size() + " certificates");
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (GeneralSecurityException e) {
      throw tampered(folder, "root.crt is not a certificate: " + e.getMessage());
    }
  }

  private static Optional<String> wrong(Root root) {
    var certificate = root.certificate();
    try {
      var note = Files.readString(Root.noteIn(root.folder())).strip();
      if (!note.equals(root.fingerprint())) {
        return Optional.of("root.crt is not the certificate that devloop made");
      }
      certificate.verify(certificate.getPublicKey());
      if (certificate.getBasicConstraints() == NO_AUTHORITY
          || certificate.getKeyUsage() == null
          || !certificate.getKeyUsage()[KEY_CERT_SIGN]) {
        return Optional.of("root.crt is not an authority");
      }
      if (!constrained(certificate, root.domain())) {
        return Optional.of("root.crt is not constrained to ." + root.domain());
      }
      if (!belongs(key(root), certificate)) {
        return Optional.of("root.key is not the key of root.crt");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(root.folder(), e);
    } catch (GeneralSecurityException e) {
      return Optional.of("root.crt is not signed by its own key");
    }
  }

  /// The constraint is critical and just the one that [Issuer] writes: not one name more.
  private static boolean constrained(X509Certificate certificate, String domain) {
    var critical = certificate.getCriticalExtensionOIDs();
    return critical != null
        && critical.contains(NAME_CONSTRAINTS)
        && Arrays.equals(certificate.getExtensionValue(NAME_CONSTRAINTS), constraint(domain));
  }

  /// RFC 5280, 4.2.1.10: the permitted names, then the excluded addresses, each in a list.
  private static byte[] constraint(String domain) {
    var name = der(0x30, der(0x82, domain.getBytes(StandardCharsets.US_ASCII)));
    var addresses = joined(der(0x30, der(0x87, new byte[8])), der(0x30, der(0x87, new byte[32])));
    return der(0x04, der(0x30, joined(der(0xA0, name), der(0xA1, addresses))));
  }

  /// Tag, length in as few bytes as it takes, content.
  private static byte[] der(int tag, byte[] content) {
    int size = content.length;
    var length =
        size < 0x80
            ? new byte[] {(byte) size}
            : size < 0x100
                ? new byte[] {(byte) 0x81, (byte) size}
                : new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size};
    return joined(joined(new byte[] {(byte) tag}, length), content);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static boolean belongs(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    var text = "devloop".getBytes(StandardCharsets.US_ASCII);
    var signing = Signature.getInstance("SHA256withECDSA");
    signing.initSign(key);
    signing.update(text);
    var signature = signing.sign();
    signing.initVerify(certificate.getPublicKey());
    signing.update(text);
    return signing.verify(signature);
  }

  static PrivateKey key(Root root) {
    try {
      return Pem.key(root.keyPem());
    } catch (GeneralSecurityException e) {
      throw tampered(root.folder(), "root.key is not a key: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw unreadable(root.folder(), e);
    }
  }

  /// Who besides the owner may read or write the key.
  private static Optional<String> exposed(Path key) {
    try {
      if (!key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        return Optional.empty();
      }
      var others =
          Files.getPosixFilePermissions(key).stream()
              .filter(
                  p -> p != PosixFilePermission.OWNER_READ && p != PosixFilePermission.OWNER_WRITE)
              .map(p -> p.name().toLowerCase(Locale.ROOT).replace('_', ' '))
              .sorted()
              .toList();
      return others.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", others));
    } catch (IOException e) {
      throw unreadable(key, e);
    }
  }

  private static DevloopException tampered(Path folder, String what) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "root-tampered",
                "The local certificate authority was changed: " + what + ".",
                "Somebody or something wrote to its folder. Nothing is signed with it any more.",
                anew(folder))
            .withEvidence(List.of(folder.toString())));
  }

  private static DevloopException exposed(Root root, String mode) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "root-exposed",
                "The key of the local certificate authority was open to others: " + mode + ".",
                "Whoever has read it can make certificates that this machine trusts, for names"
                    + " below "
                    + root.domain()
                    + ".",
                "If nobody else uses this machine: chmod 600 "
                    + root.keyFile()
                    + ". Otherwise: "
                    + anew(root.folder()))
            .withEvidence(List.of(root.keyFile().toString())));
  }

  private static DevloopException unreadable(Path path, Exception e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "root-unreadable",
            "The local certificate authority cannot be read: " + e.getMessage() + ".",
            "Files of its folder are missing, or belong to another user.",
            anew(path)),
        e);
  }

  private static String anew(Path folder) {
    return "devloop untrust --yes; rm -r " + folder + "; devloop up; devloop trust";
  }
}
