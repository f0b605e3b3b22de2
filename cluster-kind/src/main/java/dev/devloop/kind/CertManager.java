package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// cert-manager in the cluster, from the first project on that wants its certificates from it, and
/// devloop's root as one of its issuers.
record CertManager(Host host, ClusterName cluster) {

  /// As images/versions.env pins it, and the recipes that make the images.
  static final String VERSION = "v1.21.2";

  private static final String NAMESPACE = "cert-manager";

  private static final List<String> PARTS = List.of("controller", "webhook", "cainjector");

  private static final String ISSUERS = "/apis/cert-manager.io/v1/clusterissuers/";

  /// The webhook answers a second or two after its pod is ready: its own CA has to be injected.
  private static final Duration ADMITTED = Duration.ofSeconds(90);

  /// Does nothing when all is there.
  void ensure(IssuingRoot root, Progress progress) {
    install(progress);
    issuer(root, progress);
  }

  private void install(Progress progress) {
    var text = host.texts().text("cert-manager.yaml", progress);
    var inputs = Manifests.digest(text);
    var namespace = "/api/v1/namespaces/" + NAMESPACE;
    if (inputs.equals(ClusterObjects.inputs(host.get(cluster, namespace)))) {
      return;
    }
    for (var part : PARTS) {
      progress.step("image of cert-manager's " + part);
      supply(part, progress);
    }
    progress.step("cert-manager");
    kubectl().apply(text);
    for (var deployment :
        List.of("cert-manager", "cert-manager-webhook", "cert-manager-cainjector")) {
      kubectl()
          .output(
              "rollout",
              "status",
              "deployment/" + deployment,
              "--namespace=" + NAMESPACE,
              "--timeout=180s");
    }
    // last: what is not whole is applied again
    kubectl()
        .output(
            "annotate", "namespace", NAMESPACE, "--overwrite", Manifests.ANNOTATION + "=" + inputs);
  }

  private void supply(String part, Progress progress) {
    var path = "jetstack/cert-manager-" + part + ":" + VERSION;
    var reference = "quay.io/" + path;
    host.images().obtain(reference, progress);
    host.images().push(Registry.address(host.docker()), reference, path, progress);
  }

  private void issuer(IssuingRoot root, Progress progress) {
    var inputs = Manifests.digest(root.certificate());
    if (inputs.equals(ClusterObjects.inputs(host.get(cluster, ISSUERS + root.issuer())))) {
      return;
    }
    progress.step("issuer " + root.issuer() + " of cert-manager");
    var objects = objects(root, inputs);
    var refusals = new ArrayList<String>();
    if (!Waiting.until(() -> applied(objects, refusals), ADMITTED, "cert-manager")) {
      throw failed(refusals);
    }
    kubectl()
        .output("wait", "--for=condition=Ready", "--timeout=60s", "clusterissuer/" + root.issuer());
  }

  private boolean applied(String objects, List<String> refusals) {
    try {
      kubectl().apply(objects);
      return true;
    } catch (DevloopException e) {
      refusals.clear();
      refusals.addAll(e.problems().getFirst().evidence());
      return false;
    } finally {
      kubectl().forget();
    }
  }

  private static String objects(IssuingRoot root, String inputs) {
    var secret = "devloop-root-" + root.issuer();
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      name: %1$s
      namespace: %2$s
    type: kubernetes.io/tls
    data:
      tls.crt: %3$s
      tls.key: %4$s
    ---
    apiVersion: cert-manager.io/v1
    kind: ClusterIssuer
    metadata:
      name: %5$s
      annotations:
        %6$s: "%7$s"
    spec:
      ca:
        secretName: %1$s
    """
        .formatted(
            secret,
            NAMESPACE,
            base64(root.certificate()),
            base64(root.key()),
            root.issuer(),
            Manifests.ANNOTATION,
            inputs);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private DevloopException failed(List<String> refusals) {
    var evidence = new ArrayList<>(refusals);
    evidence.add("$ kubectl get pods --namespace=" + NAMESPACE);
    var pods = kubectl().run("get", "pods", "--namespace=" + NAMESPACE);
    (pods.stdout() + pods.stderr()).lines().limit(10).forEach(evidence::add);
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "cert-manager-failed",
                "cert-manager does not take the issuer of devloop's root.",
                "Its webhook does not answer: its pod does not start, or the machine is very busy.",
                "Run the command again; the evidence says what the pods do.")
            .withEvidence(evidence));
  }

  private NodeKubectl kubectl() {
    return new NodeKubectl(host.docker(), cluster);
  }
}
