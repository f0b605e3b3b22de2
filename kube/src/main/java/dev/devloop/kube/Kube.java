package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.PodUsage;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One cluster's API, through one context of a kubeconfig file. Everything of this module that
/// talks to a cluster starts here. All methods may be called from any thread; those that talk to
/// the API block, and throw [dev.devloop.core.DevloopException] when it refuses or does not answer.
public final class Kube implements AutoCloseable {

  /// How long a request may take. A local API server answers in milliseconds; one that has just
  /// been unpaused in half a second.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final ExecutorService threads;
  private final Kinds kinds;
  private final OwnDeletions deletions = new OwnDeletions();
  private final Map<String, Inventory> inventories = new ConcurrentHashMap<>();

  private Kube(KubernetesClient client, ExecutorService threads) {
    this.client = client;
    this.threads = threads;
    this.kinds = new Kinds(client);
  }

  /// Opens the client; talks to nobody yet.
  ///
  /// @param context of the kubeconfig, such as `kind-devloop`
  /// @throws dev.devloop.core.DevloopException when the file cannot be read or has no such context
  public static Kube connect(Path kubeconfig, String context) {
    var config = config(kubeconfig, context);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new OnVirtualThreads(threads))
            // with HTTP/2 a slow reader of a log would fill a window of 16 MB in memory; with
            // HTTP/1.1 the connection itself holds it back
            .withHttpClientBuilderConsumer(builder -> builder.preferHttp11())
            .withTaskExecutor(threads)
            .withKubernetesSerialization(Model.serialization())
            .build();
    return new Kube(client, threads);
  }

  private static Config config(Path kubeconfig, String context) {
    var problem =
        Problem.of(
            "kubeconfig-invalid",
            "The kubeconfig " + kubeconfig + " has no usable context " + context + ".",
            "The cluster was deleted by another tool, or the file was edited.",
            "Run `devloop up`: it makes the cluster again, and its entry.");
    if (!Files.isReadable(kubeconfig)) {
      throw new DevloopException(ExitCode.PLATFORM, problem);
    }
    try {
      var config =
          KubeconfigFile.read(kubeconfig, context)
              .orElseThrow(() -> new DevloopException(ExitCode.PLATFORM, problem));
      int millis = Math.toIntExact(PATIENCE.toMillis());
      return new ConfigBuilder(config)
          .withRequestTimeout(millis)
          .withConnectionTimeout(millis)
          .withRequestRetryBackoffLimit(0)
          .withWatchReconnectInterval(500)
          .build();
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new DevloopException(ExitCode.PLATFORM, problem, e);
    }
  }

  private static final class OnVirtualThreads extends JdkHttpClientFactory {
    private final ExecutorService threads;

    OnVirtualThreads(ExecutorService threads) {
      this.threads = threads;
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
      return HttpClient.newBuilder().executor(threads);
    }
  }

  /// The version of the API server, such as `v1.36.3`: the cheapest proof that it answers.
  public String version() {
    return ApiProblems.guard(
        "ask for the version", () -> client.getKubernetesVersion().getGitVersion());
  }

  /// The answer to a GET of a path, such as `/readyz`; empty when there is no such object.
  public Optional<String> get(String path) {
    return ApiProblems.guard("ask for " + path, () -> Optional.ofNullable(client.raw(path)));
  }

  /// Who owns which namespace.
  public Namespaces namespaces() {
    return new Namespaces(client, kinds, deletions);
  }

  /// Applies and prunes the objects of one project.
  public Applier applier(String project) {
    var inventory = inventories.computeIfAbsent(project, name -> new Inventory(client, name));
    return new Applier(client, kinds, inventory, deletions, project);
  }

  /// Starts to watch the services of a project; the listener hears of them until the result is
  /// closed. So long all that the pods say, and what Kubernetes says of them, goes to the keeper as
  /// well, from where its lines end: those of one container in order and once, also across
  /// restarts, the rotation of log files and broken connections.
  ///
  /// @param started when the cluster's node was started, by its clock
  /// @param extraNamespaces further namespaces that the project's manifests declare
  /// @param log empty: nothing is read
  public Instances watch(
      String project,
      Instant started,
      Collection<String> extraNamespaces,
      Collection<Watched> services,
      InstancesListener listener,
      Optional<LogKeeper> log) {
    return Instances.start(
        client, started, deletions, project, extraNamespaces, services, listener, log);
  }

  /// The log lines of a project's services.
  public Logs logs(String project, Collection<String> extraNamespaces) {
    return new Logs(client, project, extraNamespaces);
  }

  /// What the pods of a project use, by name.
  ///
  /// @param nodes that they run on
  public Map<String, PodUsage> usage(String project, Collection<String> nodes) {
    return NodeStats.read(client, nodes, project);
  }

  /// Where the node is reached for what a service exposes: port of the container -> port of the
  /// node. Empty when nothing is exposed, or not yet.
  public Map<Integer, Integer> nodePorts(String project, ServiceName service) {
    return ApiProblems.guard(
        "ask for the ports of " + service,
        () -> {
          var found =
              client.services().inNamespace(project).withName(Routes.exposedName(service)).get();
          return found == null
              ? Map.of()
              : found.getSpec().getPorts().stream()
                  .collect(Collectors.toMap(ServicePort::getPort, ServicePort::getNodePort));
        });
  }

  /// Opens a shell in a pod.
  ///
  /// @param container empty: the first one
  /// @param output gets what the terminal shows; may block
  /// @param ended gets how it ended, once
  public PodShell shell(
      String project,
      String pod,
      Optional<String> container,
      OutputStream output,
      Consumer<String> ended) {
    return PodShell.open(client, project, pod, container, output, ended);
  }

  @Override
  public void close() {
    client.close();
    threads.shutdownNow();
  }
}
