package dev.devloop.e2e;

import static java.util.stream.Collectors.toMap;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What all tests of one run share: folders of their own for devloop's state and the kubeconfig,
/// the machine's engine and recipe caches, and one cluster that most of the tests run in.
final class Sandbox implements AutoCloseable {

  /// Fixed, so that what a killed run left behind is found by the next one.
  static final String CLUSTER =
      Optional.ofNullable(System.getenv("DEVLOOP_E2E_CLUSTER")).orElse("devloop-e2e");

  /// Not 80 and 443: the tests leave alone what a person has running.
  static final String PORTS =
      Optional.ofNullable(System.getenv("DEVLOOP_E2E_PORTS")).orElse("{http: 28080, https: 28443}");

  /// Somebody else's entry in the kubeconfig; it has to survive all tests.
  static final String FOREIGN_CONTEXT = "somewhere-else";

  /// When set, this folder is used and all is kept after the run: the next one starts faster.
  private static final String KEEP = "DEVLOOP_E2E_DIR";

  private static final Set<String> NOT_INHERITED =
      Set.of("DEVLOOP_HOME", "KUBECONFIG", "LC_ALL", "XDG_STATE_HOME", "XDG_RUNTIME_DIR");

  private final Path root;
  private final boolean keep;
  private final Map<String, String> env;

  /// In a cluster that several runs share, each has names of its own.
  private final AtomicInteger numbers =
      new AtomicInteger(
          System.getenv("DEVLOOP_E2E_CLUSTER") == null
              ? 0
              : (int) (ProcessHandle.current().pid() % 10_000) * 100);

  private final ExecutorService cleaner = Executors.newSingleThreadExecutor();
  private final Queue<String> leftovers = new ConcurrentLinkedQueue<>();
  private @Nullable Project keeper;

  Sandbox() {
    var kept = System.getenv(KEEP);
    keep = kept != null;
    try {
      root =
          keep ? Files.createDirectories(Path.of(kept)) : Files.createTempDirectory("devloop-e2e");
      env = environment(root);
      writeForeignKubeconfig(Path.of(env.get("KUBECONFIG")));
      dontAsk(TrustOfMachine.askedNote(Path.of(env.get("XDG_STATE_HOME"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!keep) {
      removeLeftoversOfAKilledRun();
    }
  }

  /// A first `up` on a terminal would ask whether this machine is to trust devloop's root.
  private static void dontAsk(Path note) throws IOException {
    Files.createDirectories(note.getParent());
    if (Files.notExists(note)) {
      Files.createFile(note);
    }
  }

  private static Map<String, String> environment(Path root) throws IOException {
    var env =
        System.getenv().entrySet().stream()
            .filter(entry -> !NOT_INHERITED.contains(entry.getKey()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    env.put("XDG_STATE_HOME", Files.createDirectories(root.resolve("state")).toString());
    env.put("XDG_RUNTIME_DIR", Files.createDirectories(root.resolve("run")).toString());
    env.put("KUBECONFIG", root.resolve("kubeconfig").toString());
    return Map.copyOf(env);
  }

  private static void writeForeignKubeconfig(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: %1$s
          clusters: [{name: %1$s, cluster: {server: "https://127.0.0.1:1"}}]
          users: [{name: %1$s, user: {token: nothing}}]
          contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s}}]
          """
              .formatted(FOREIGN_CONTEXT));
    }
  }

  private void removeLeftoversOfAKilledRun() {
    docker().lines("ps", "-aq", "--filter", "name=^" + CLUSTER).forEach(this::removeContainer);
    docker()
        .lines("ps", "-aq", "--filter", "name=^devloop-proxy-" + CLUSTER)
        .forEach(this::removeContainer);
    docker()
        .lines("ps", "-aq", "--filter", "name=^devloop-expose-" + CLUSTER)
        .forEach(this::removeContainer);
  }

  private void removeContainer(String id) {
    docker().out("rm", "-f", "-v", id);
  }

  /// The folder of the checkout that the tests belong to.
  static Path checkout() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("e2e") && Files.exists(here.resolveSibling("bin"))
        ? here.getParent()
        : here;
  }

  Map<String, String> env() {
    return env;
  }

  Path root() {
    return root;
  }

  Path state() {
    return Path.of(env.get("XDG_STATE_HOME")).resolve("devloop");
  }

  String kubeconfig() {
    return Folders.read(Path.of(env.get("KUBECONFIG")));
  }

  Docker docker() {
    return new Docker(env);
  }

  /// Restarts the engine, where it is devloop's own and was started for the tests; an engine that
  /// others use too is left alone, and what it would do to a cluster is done to its containers.
  void restartEngine(String cluster) {
    if (!"own".equals(System.getenv("DEVLOOP_E2E_ENGINE"))) {
      docker().out("restart", "--time", "0", Docker.proxy(cluster), Docker.node(cluster));
      return;
    }
    var ofMachine = new HashMap<>(System.getenv());
    ofMachine.remove("DOCKER_HOST");
    var devloop = new Devloop(checkout().resolve("bin/devloop"), root, ofMachine);
    devloop.run("engine", "stop").mustEndWith(0);
    devloop.run("engine", "start", "--yes").mustEndWith(0);
  }

  Devloop devloop(Path folder) {
    return new Devloop(checkout().resolve("bin/devloop"), folder, env);
  }

  Kubectl kubectl(String cluster, String namespace) {
    return new Kubectl(kubectlProgram(cluster), env, "kind-" + cluster, namespace);
  }

  /// The host's kubectl, or the node's own one where the host has none.
  private String kubectlProgram(String cluster) {
    var onPath =
        Stream.of(env.getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "kubectl"))
            .filter(Files::isExecutable)
            .findFirst();
    if (onPath.isPresent()) {
      return onPath.get().toString();
    }
    var copy = root.resolve("kubectl");
    if (Files.notExists(copy)) {
      docker().out("cp", "-L", Docker.node(cluster) + ":/usr/bin/kubectl", copy.toString());
    }
    return copy.toString();
  }

  /// A new folder for a project, with a number that makes its name the only one of this run.
  Path folder(String name) {
    var number = numbers.incrementAndGet();
    return root.resolve("projects")
        .resolve("r" + ProcessHandle.current().pid() + "-" + name + number);
  }

  int nextNumber() {
    return numbers.incrementAndGet();
  }

  /// Brings the shared cluster up when it is not. A small project keeps it from being stopped when
  /// the last test project goes down.
  synchronized void ensureSharedCluster() {
    if (keeper == null) {
      var project = Project.copy(this, "keeper", CLUSTER);
      keeper = project;
      project.devloop("up", "--detach").mustEndWith(0);
    }
  }

  synchronized Project keeper() {
    ensureSharedCluster();
    return Objects.requireNonNull(keeper);
  }

  /// Takes a project down while the next test already runs.
  void removeLater(Project project) {
    var _ = cleaner.submit(() -> remove(project));
  }

  private void remove(Project project) {
    try {
      project.devloop("down", "--delete").mustEndWith(0);
    } catch (AssertionError | RuntimeException e) {
      leftovers.add(e.getMessage());
    }
  }

  /// Waits until no project is being taken down: before the node is stopped under all of them.
  void awaitRemovals() {
    try {
      cleaner.submit(() -> {}).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Takes all projects down, the keeper last.
  ///
  /// @return what could not be removed; empty when all went well
  String removeAll() {
    try {
      cleaner.shutdown();
      if (!cleaner.awaitTermination(10, TimeUnit.MINUTES)) {
        leftovers.add("the projects of the tests are not all down after 10 minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (keeper != null && !keep) {
        remove(keeper);
        keeper = null;
      }
    }
    return String.join("\n", leftovers);
  }

  @Override
  public void close() {
    var left = removeAll();
    if (!left.isEmpty()) {
      System.err.println("left behind by the tests, folder " + root + ":\n" + left);
    } else if (!keep) {
      Folders.delete(root);
    }
  }

  /// The command lines of daemons that keep their state here.
  List<String> runningDaemons() {
    // not ProcessHandle: it shows the first 4 KB, and a class path is longer
    var ps = List.of("ps", "-Aww", "-o", "args=");
    var all = Started.start(root, env, ps).input("").end(Duration.ofSeconds(10)).mustEndWith(0);
    return all.out()
        .lines()
        .filter(line -> line.contains("DaemonMain") && line.contains(root + "/"))
        .toList();
  }

  List<Path> daemonLogs() {
    return Folders.files(root.resolve("state")).stream()
        .filter(file -> file.toString().endsWith(".log"))
        .toList();
  }
}
