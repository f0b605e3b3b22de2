package dev.devloop.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Speaks to the hosts of a project by TLS and accepts no other root than devloop's.
record TlsClient(Project project) {

  /// The root that the devloop of these tests made for `.localhost`.
  X509Certificate root() {
    var file = project.sandbox().state().resolve("ca/localhost/root.crt");
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// What the host shows.
  X509Certificate served(String host) {
    try (var socket = connect(host)) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("no trusted connection to " + host, e);
    }
  }

  /// The whole answer to a GET.
  String get(String host, String path) {
    try (var socket = connect(host)) {
      var request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("no trusted connection to " + host, e);
    }
  }

  private SSLSocket connect(String host) throws IOException, GeneralSecurityException {
    var plain = new Socket(InetAddress.getLoopbackAddress(), port());
    var socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("root", root());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private int port() {
    var address =
        project.sandbox().docker().out("port", Docker.proxy(project.cluster()), "8443/tcp");
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
