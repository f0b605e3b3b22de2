package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import dev.devloop.engine.Engine;
import dev.devloop.engine.EngineAddress;
import dev.devloop.engine.ImageBuilder;
import dev.devloop.engine.ImageSource;
import dev.devloop.engine.Recipes;
import dev.devloop.kind.ApiClient;
import dev.devloop.kind.KindCluster;
import dev.devloop.kube.Kube;
import dev.devloop.project.Install;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The engine and all that works on it, opened when first needed: a daemon starts also while there
/// is no engine, and says so when somebody wants something of it.
public final class Platform implements AutoCloseable {

  /// @param recipes the folders that the rest was made for
  record Tools(
      Engine engine, Recipes recipes, ImageSource source, ImageBuilder builder, KindCluster kind) {}

  private record Made(List<Path> folders, Tools tools) {}

  private final Map<String, String> env;
  private final Home home;
  private final Install install;
  private Optional<Engine> engine = Optional.empty();
  private Optional<Made> made = Optional.empty();

  /// @param env the environment of the process
  public Platform(Map<String, String> env, Home home, Install install) {
    this.env = Map.copyOf(env);
    this.home = home;
    this.install = install;
  }

  /// The user's folders.
  Home home() {
    return home;
  }

  /// The environment that processes get.
  public Map<String, String> env() {
    return env;
  }

  /// @throws dev.devloop.core.DevloopException `engine-unreachable`
  public synchronized Engine engine() {
    if (engine.isEmpty()) {
      engine = Optional.of(Engine.connect(EngineAddress.find(env, home)));
    }
    return engine.get();
  }

  /// Where an engine answers at this moment, if one does.
  public Optional<EngineAddress> answering() {
    try {
      return Optional.of(EngineAddress.find(env, home));
    } catch (DevloopException _) {
      return Optional.empty(); // who sets one up says more about it
    }
  }

  /// devloop's own recipes, after those of a project.
  ///
  /// @param folders recipe folders of the project
  public Recipes recipes(List<Path> folders) {
    var all = new ArrayList<>(folders);
    all.add(install.root().resolve("images"));
    return Recipes.of(env, home, all);
  }

  /// Everything without recipes of a project.
  Tools tools() {
    return tools(made.map(Made::folders).orElse(List.of()));
  }

  /// @param folders recipe folders of the project
  synchronized Tools tools(List<Path> folders) {
    if (made.filter(m -> m.folders().equals(folders)).isEmpty()) {
      made = Optional.of(new Made(List.copyOf(folders), make(folders)));
    }
    return made.get().tools();
  }

  private Tools make(List<Path> folders) {
    var connected = engine();
    var recipes = recipes(folders);
    var source = ImageSource.of(connected, recipes);
    return new Tools(
        connected,
        recipes,
        source,
        ImageBuilder.of(home, connected, source, recipes),
        KindCluster.of(env, home, connected, source, recipes, Api::open));
  }

  /// [Kube] as the steps of a cluster use it.
  private record Api(Kube kube) implements ApiClient {

    static ApiClient open(Path kubeconfig, String context) {
      return new Api(Kube.connect(kubeconfig, context));
    }

    @Override
    public Optional<String> get(String path) {
      return kube.get(path);
    }

    @Override
    public void close() {
      kube.close();
    }
  }

  @Override
  public synchronized void close() {
    engine.ifPresent(Engine::close);
  }
}
