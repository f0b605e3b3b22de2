package dev.devloop.kube;

import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.core.config.ServiceConfig;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects of a project's HTTPS: its certificate, what its containers trust, and the way from
/// HTTP to HTTPS. Pure.
public final class HttpsObjects {

  /// The Secret with the certificate; every generated Ingress names it.
  public static final String SECRET = "devloop-tls";

  private static final String BUNDLE = "devloop-ca";

  /// The file in [#BUNDLE].
  private static final String BUNDLE_FILE = "ca-certificates.crt";

  private static final String REDIRECT = "devloop-https";

  /// Of the file that the ingress was set up with.
  private static final String REDIRECT_MIDDLEWARE = "devloop-https@file";

  /// Above all that traefik derives from the length of a rule.
  private static final int FIRST = 1_000_000;

  private final DevConfig config;

  private HttpsObjects(DevConfig config) {
    this.config = config;
  }

  /// As many of them as the parts ask for.
  public static List<KubeObject> of(DevConfig config, HttpsParts parts) {
    var objects = new HttpsObjects(config);
    var made = new ArrayList<HasMetadata>();
    parts.pair().map(objects::secret).ifPresent(made::add);
    if (!parts.bundle().isEmpty()) {
      made.add(objects.bundle(parts.bundle()));
    }
    if (parts.redirects() && config.cluster().ingress() == ClusterConfig.Ingress.TRAEFIK) {
      objects.redirect().ifPresent(made::add);
    }
    var source = new ObjectSource(Objects.name(config), "#https");
    return made.stream()
        .map(object -> {
          var generic = Trees.generic(object);
          Finish.accessory(generic, source);
          return new KubeObject(generic, source, Optional.empty(), true);
        })
        .toList();
  }

  /// What HTTPS adds to the objects of a service.
  public static List<Object> inputs(DevConfig of) {
    return List.of(ContainerTrust.inputs(of), of.https() == HttpsMode.CERT_MANAGER);
  }

  private ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(config.project())
        .withLabels(Labels.of(config.project()))
        .build();
  }

  private HasMetadata secret(HttpsParts.Pair pair) {
    var data = new LinkedHashMap<String, String>();
    data.put("tls.crt", base64(pair.chain()));
    data.put("tls.key", base64(pair.key()));
    return new SecretBuilder()
        .withMetadata(meta(SECRET))
        .withType("kubernetes.io/tls")
        .withData(data)
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private HasMetadata bundle(String text) {
    return new ConfigMapBuilder()
        .withMetadata(meta(BUNDLE))
        .withData(Map.of(BUNDLE_FILE, text))
        .build();
  }

  /// One object that comes before all others on the HTTP port: services need not change when a
  /// machine begins to trust the root.
  private Optional<HasMetadata> redirect() {
    var backends = new LinkedHashMap<String, ServiceConfig>();
    config.services().values().stream()
        .filter(service -> service.enabled() && !service.ports().isEmpty())
        .forEach(service ->
            service.hosts().forEach(route -> backends.putIfAbsent(route.host(), service)));
    if (backends.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new IngressBuilder()
            .withMetadata(redirectMeta())
            .withNewSpec()
            .withIngressClassName("traefik")
            .withRules(backends.entrySet().stream().map(HttpsObjects::rule).toList())
            .endSpec()
            .build());
  }

  private ObjectMeta redirectMeta() {
    var meta = meta(REDIRECT);
    Labels.annotate(meta, "traefik.ingress.kubernetes.io/router.entrypoints", "web");
    Labels.annotate(meta, "traefik.ingress.kubernetes.io/router.middlewares", REDIRECT_MIDDLEWARE);
    Labels.annotate(meta, "traefik.ingress.kubernetes.io/router.priority", "" + FIRST);
    return meta;
  }

  private static IngressRule rule(Map.Entry<String, ServiceConfig> backend) {
    return Routes.rule(
        backend.getValue(), backend.getKey(), List.of(new HostRoute(backend.getKey(), "/")));
  }
}
