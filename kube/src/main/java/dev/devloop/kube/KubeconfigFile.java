package dev.devloop.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one context of a kubeconfig.
///
/// The client library can do it too, but looks through a thousand types of objects for that, which
/// stay in memory. It is asked where a context needs more than a certificate or a token.
final class KubeconfigFile {

  private static final Set<String> CLUSTER = Set.of("server", "certificate-authority-data");
  private static final Set<String> USER =
      Set.of("client-certificate-data", "client-key-data", "token");

  private KubeconfigFile() {}

  /// Empty when the file has no such context.
  ///
  /// @throws IllegalArgumentException when it is not a kubeconfig
  static Optional<Config> read(Path file, String context) {
    var tree = tree(file);
    var chosen = named(tree, "contexts", "context", context);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    var cluster = named(tree, "clusters", "cluster", Trees.text(chosen.get(), "cluster"));
    var user = named(tree, "users", "user", Trees.text(chosen.get(), "user"));
    boolean simple =
        cluster.filter(c -> CLUSTER.containsAll(c.keySet())).isPresent()
            && user.filter(u -> USER.containsAll(u.keySet())).isPresent();
    return simple
        ? Optional.of(config(cluster.get(), user.get()))
        : Optional.of(Config.fromKubeconfig(context, file.toFile()));
  }

  private static Map<String, Object> tree(Path file) {
    try {
      return ManifestYaml.read(Files.readString(file)).stream()
          .flatMap(document -> document.tree().stream())
          .flatMap(tree -> Trees.asMap(tree).stream())
          .findFirst()
          .orElseGet(Map::of);
    } catch (IOException | YamlEngineException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Map<String, Object>> named(
      Map<String, Object> tree, String list, String entry, String name) {
    List<Map<String, Object>> all = Trees.maps(tree, list);
    return all.stream()
        .filter(one -> Trees.text(one, "name").equals(name))
        .findFirst()
        .flatMap(one -> Trees.map(one, entry));
  }

  private static Config config(Map<String, Object> cluster, Map<String, Object> user) {
    var builder =
        new ConfigBuilder(Config.empty()).withMasterUrl(Trees.text(cluster, "server") + "/");
    given(cluster, "certificate-authority-data").ifPresent(builder::withCaCertData);
    given(user, "client-certificate-data").ifPresent(builder::withClientCertData);
    given(user, "client-key-data")
        .ifPresent(key ->
            builder.withClientKeyData(key).withClientKeyAlgo(Config.getKeyAlgorithm(null, key)));
    given(user, "token").ifPresent(builder::withOauthToken);
    return builder.build();
  }

  private static Optional<String> given(Map<String, Object> tree, String key) {
    return Optional.of(Trees.text(tree, key)).filter(text -> !text.isEmpty());
  }
}
