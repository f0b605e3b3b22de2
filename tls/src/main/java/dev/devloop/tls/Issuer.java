package dev.devloop.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs certificates. The only class that uses Bouncy Castle: a daemon that finds its certificate
/// on disk never loads it.
final class Issuer {

  private static final String ALGORITHM = "SHA256withECDSA";

  /// Clocks of a host and of a virtual machine beside it differ a little.
  private static final Duration BACKDATED = Duration.ofHours(1);

  /// Positive and at most 20 bytes, as RFC 5280 wants it.
  private static final int SERIAL_BITS = 127;

  /// RFC 5280: no part of a name is longer.
  private static final int NAME_LENGTH = 64;

  private static final int IPV4_SUBTREE = 8;
  private static final int IPV6_SUBTREE = 32;

  private final SecureRandom random = new SecureRandom();

  /// A certificate and the key that belongs to it.
  record Issued(X509Certificate certificate, PrivateKey key) {}

  /// A root that may sign for `domain` and what is below it, and for no IP address.
  ///
  /// @param owner who it is for, such as `me@laptop`
  Issued root(String domain, String owner, Instant now, Duration life) {
    try {
      var pair = pair();
      var serial = serial();
      var name =
          name("devloop CA " + serial.toString(16).substring(0, 8) + " for ." + domain, owner);
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial,
              Date.from(now.minus(BACKDATED)),
              Date.from(now.plus(life)),
              name,
              pair.getPublic());
      var ids = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(Extension.nameConstraints, true, only(domain))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              ids.createSubjectKeyIdentifier(pair.getPublic()));
      return new Issued(signed(builder, pair.getPrivate()), pair.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with P-256", e);
    }
  }

  /// RFC 5280: a name without a leading dot stands for itself and all names below it.
  private static NameConstraints only(String domain) {
    return new NameConstraints(
        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))},
        new GeneralSubtree[] {allAddresses(IPV4_SUBTREE), allAddresses(IPV6_SUBTREE)});
  }

  private static GeneralSubtree allAddresses(int bytes) {
    return new GeneralSubtree(
        new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[bytes])));
  }

  /// A certificate for a server.
  ///
  /// @param hosts names below the root's domain; not empty
  Issued server(Root root, List<String> hosts, String project, Instant now, Duration life) {
    try {
      var pair = pair();
      var builder =
          new JcaX509v3CertificateBuilder(
              new JcaX509CertificateHolder(root.certificate()).getSubject(),
              serial(),
              Date.from(now.minus(BACKDATED)),
              Date.from(now.plus(life)),
              name("devloop project " + project, ""),
              pair.getPublic());
      var ids = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, names(hosts))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              ids.createAuthorityKeyIdentifier(root.certificate().getPublicKey()))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              ids.createSubjectKeyIdentifier(pair.getPublic()));
      return new Issued(signed(builder, root.key()), pair.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with P-256", e);
    }
  }

  private static GeneralNames names(List<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(host -> new GeneralName(GeneralName.dNSName, host))
            .toArray(GeneralName[]::new));
  }

  private static X500Name name(String common, String unit) {
    var builder = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, "devloop");
    if (!unit.isEmpty()) {
      builder.addRDN(BCStyle.OU, cut(unit));
    }
    return builder.addRDN(BCStyle.CN, cut(common)).build();
  }

  /// For people: what counts are the alternative names.
  private static String cut(String text) {
    return text.length() <= NAME_LENGTH ? text : text.substring(0, NAME_LENGTH);
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  private static KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException, CertIOException {
    var signer = new JcaContentSignerBuilder(ALGORITHM).build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
