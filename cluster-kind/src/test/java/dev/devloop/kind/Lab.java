package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import dev.devloop.engine.CommandResult;
import dev.devloop.engine.EngineContainer.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A host in memory for the tests of the steps: fake engine, fake kind, real files in a folder.
final class Lab implements ImageSupply, KindTool, HostPorts, Progress {

  static final ClusterConfig WANTED = new ClusterConfig("lab", "1.36", Ingress.TRAEFIK, 80, 443);
  static final ClusterName NAME = new ClusterName("lab");
  static final String ADMIN =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - cluster:
          certificate-authority-data: Q0E=
          server: https://lab-control-plane:6443
        name: lab
      users:
      - name: kubernetes-admin
        user:
          client-certificate-data: Q0VSVA==
          client-key-data: S0VZ
      """;

  final FakeDocker docker = new FakeDocker();
  final Set<Integer> takenPorts = new HashSet<>();
  boolean silent;
  final List<String> said = Collections.synchronizedList(new ArrayList<>());
  final List<String> images = Collections.synchronizedList(new ArrayList<>());
  final Path folder;
  String agentProgram = "the agent";
  int kindExit;
  boolean kindKilled;

  Lab(Path folder) {
    this.folder = folder;
    docker.answers.put(
        "daemonsets/traefik", FakeDocker.failure("Error from server (NotFound): none"));
  }

  Host host() {
    return new Host(
        docker,
        new Markers(docker),
        this,
        this,
        new ClusterFiles(folder.resolve("clusters")),
        UserKubeconfig.of(Map.of("HOME", folder.toString())),
        this,
        new NodeAgent(_ -> agent(), Map.of("DOCKER_HOST", "unix:///lab.sock")),
        (_, _) -> new Asked(),
        (file, _) -> "# " + file);
  }

  /// Answers as kubectl in the node would.
  private final class Asked implements ApiClient {

    @Override
    public Optional<String> get(String path) {
      var result = docker.exec(NAME.node(), List.of("GET", path));
      if (!result.ok() && !result.stderr().contains("NotFound")) {
        throw new DevloopException(
            ExitCode.PLATFORM, Problem.of("cluster-unreachable", result.stderr(), "", ""));
      }
      return result.ok() ? Optional.of(result.stdout()) : Optional.empty();
    }

    @Override
    public void close() {}
  }

  private Path agent() {
    PrivateFile.write(folder.resolve("devloop-agent"), agentProgram);
    return folder.resolve("devloop-agent");
  }

  KindCluster cluster() {
    return new KindCluster(host());
  }

  /// A complete cluster with registry, proxy and ingress, as `ensure` leaves it.
  void ready() {
    cluster().ensure(WANTED, "shop", _ -> {}, Progress.NONE);
    hasObjects(new Manifests.Ports(80, 443));
    forget();
  }

  /// The objects of the cluster as they are for these ports.
  void hasObjects(Manifests.Ports ports) {
    var manifests = Manifests.of(Ingress.TRAEFIK, 5001, ports, false);
    docker.answers.put(
        "daemonsets/traefik",
        FakeDocker.ok(
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                .formatted(Manifests.ANNOTATION, manifests.inputs())));
  }

  void forget() {
    docker.calls.clear();
    images.clear();
    said.clear();
  }

  @Override
  public void obtain(String reference, Progress progress) {
    images.add("obtain " + reference);
  }

  @Override
  public void push(String registry, String reference, String path, Progress progress) {
    images.add("push " + registry + "/" + path);
  }

  @Override
  public CommandResult create(
      ClusterName cluster, String image, Path config, Path kubeconfig, Progress progress) {
    docker.calls.add("kind create " + cluster.value());
    docker.add(
        cluster.node(),
        State.RUNNING,
        Map.of(Names.KIND_CLUSTER, cluster.value()),
        Names.NETWORK,
        41_234,
        6443);
    docker.files(cluster.node()).put("/kind/version", "v1.36.3\n");
    docker.files(cluster.node()).put("/etc/kubernetes/admin.conf", ADMIN);
    if (kindKilled) {
      throw new IllegalStateException("killed");
    }
    return new CommandResult("kind create cluster", kindExit, List.of("kind says this"));
  }

  @Override
  public void endLeftover(Path kubeconfig) {
    docker.calls.add("end kind of " + kubeconfig.getFileName());
  }

  @Override
  public boolean free(int port) {
    return !takenPorts.contains(port);
  }

  @Override
  public boolean answersHttp(int port) {
    return !silent;
  }

  @Override
  public boolean serves(int port, String host) {
    return !silent;
  }

  @Override
  public void step(String title) {
    said.add(title);
  }

  @Override
  public void line(String text) {
    said.add(text);
  }
}
