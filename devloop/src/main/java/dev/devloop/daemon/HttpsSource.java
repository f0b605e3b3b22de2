package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Https;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.kube.HttpsParts;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.Certificates;
import dev.devloop.tls.HostTrust;
import dev.devloop.tls.Root;
import dev.devloop.tls.ServerCertificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out how a project's hosts are served, and makes what is missing for it: the root of the
/// domain and the certificate of the project.
final class HttpsSource {

  private final Authorities authorities;
  private final Path folder;
  private final HostTrust trust;
  private final Clock clock;
  private final boolean makes;
  private volatile Optional<Instant> renewal = Optional.empty();

  /// @param folder of the project, for its certificate
  HttpsSource(Authorities authorities, Path folder, HostTrust trust, Clock clock) {
    this(authorities, folder, trust, clock, true);
  }

  private HttpsSource(
      Authorities authorities, Path folder, HostTrust trust, Clock clock, boolean makes) {
    this.authorities = authorities;
    this.folder = folder;
    this.trust = trust;
    this.clock = clock;
    this.makes = makes;
  }

  /// One that makes nothing.
  HttpsSource looking() {
    return new HttpsSource(authorities, folder, trust, clock, false);
  }

  /// @param state for views
  /// @param parts for the cluster
  /// @param root file of the root, when there is one
  record Found(Https state, HttpsParts parts, Optional<Root> root) {

    static final Found NONE = new Found(Https.OFF, HttpsParts.NONE, Optional.empty());
  }

  /// When the certificate that was given last is to be replaced.
  Optional<Instant> renewal() {
    return renewal;
  }

  /// As it is now. Whatever is wrong with the root is told in the state: services run without HTTPS
  /// as well.
  Found of(DevConfig config) {
    if (!config.https().served()) {
      return Found.NONE;
    }
    try {
      var root =
          makes
              ? Optional.of(authorities.root(config.domain()))
              : authorities.existing(config.domain());
      return found(config, root);
    } catch (DevloopException e) {
      boolean only = config.https() == HttpsMode.REQUIRED;
      return new Found(
          new Https(false, only, Optional.of(e.problems().getFirst())),
          new HttpsParts(Optional.empty(), makes ? trust.certificates() : "", only),
          Optional.empty());
    }
  }

  private Found found(DevConfig config, Optional<Root> root) {
    boolean redirects =
        config.https() == HttpsMode.REQUIRED || root.filter(trust::trusts).isPresent();
    var state = new Https(true, redirects, Optional.empty());
    if (!makes || root.isEmpty()) {
      return new Found(state, HttpsParts.NONE, root);
    }
    var certificate = certificate(config, root.get());
    var bundle = trust.certificates().strip() + "\n" + root.get().pem();
    renewal = certificate.map(ServerCertificate::renewal);
    var pair = certificate.map(c -> new HttpsParts.Pair(c.chain(), c.key()));
    return new Found(state, new HttpsParts(pair, bundle, redirects), root);
  }

  /// With cert-manager the certificate is made in the cluster.
  private Optional<ServerCertificate> certificate(DevConfig config, Root root) {
    return config.https() == HttpsMode.CERT_MANAGER
        ? Optional.empty()
        : Optional.of(new Certificates(folder, clock).of(root, config.project(), names(config)));
  }

  /// The hosts of the services; with the domain and the names right below it for what `manifests`
  /// serve. Browsers take no wildcard right below a top-level domain.
  static List<String> names(DevConfig config) {
    var names = new ArrayList<>(config.hosts());
    names.add(config.domain());
    if (config.domain().contains(".")) {
      names.add("*." + config.domain());
    }
    return names.stream().distinct().sorted().toList();
  }
}
