package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.Flag;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.MapOf;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import dev.devloop.config.Type.Whole;
import java.util.List;

/// The table of the keys of dev-config.yaml; those of a service are in [ServiceKeys].
final class Keys {

  static final Type TEXT = new Text(Format.FILLED);
  static final Type PATH = new Text(Format.PATH);
  static final Type FLAG = new Flag();
  static final Type PORT = new Whole(1, 65_535, ConfigProblem.PORT_OUT_OF_RANGE);

  static final Section PORTS =
      new Section(
          "cluster.ports",
          "Ports of this machine, on 127.0.0.1. When one is taken, 8080 or 8443 is used, then the"
              + " next free one, and devloop says so.",
          List.of(
              Key.of("http", PORT, "80", "Port for HTTP.").or("80"),
              Key.of("https", PORT, "443", "Port for HTTPS.").or("443")));

  static final Section CLUSTER =
      new Section(
          "cluster",
          "The kind cluster. Several projects may share one; its settings belong to the cluster, and"
              + " a project that wants others gets an error naming the difference.",
          List.of(
              Key.of(
                      "name",
                      new Text(Format.CLUSTER),
                      "devloop",
                      "Name of the cluster; its kubeconfig context is `kind-NAME`.")
                  .or("devloop"),
              Key.of(
                      "kubernetes",
                      new Text(Format.KUBERNETES),
                      "\"1.36\"",
                      "Minor version of Kubernetes.")
                  .or("1.36"),
              Key.of(
                      "ingress",
                      new Text(Format.INGRESS),
                      "traefik",
                      "Ingress controller: `traefik`, or `none` when `manifests` bring one.")
                  .or("traefik"),
              Key.of("ports", PORTS, "{http: 8080}", "Ports of this machine.")));

  static final Section UI =
      new Section(
          "ui",
          "The page in the browser.",
          List.of(
              Key.of(
                  "port",
                  new Whole(1024, 65_535, ConfigProblem.PORT_OUT_OF_RANGE),
                  "7400",
                  "Port of the page on 127.0.0.1. Without it a free one is chosen once and kept.")));

  static final Section LOGS =
      new Section(
          "logs",
          "The log of the project, kept on disk: what containers say, builds, events.",
          List.of(
              Key.of(
                      "size",
                      new Text(Format.SIZE),
                      "64Mi",
                      "How much is kept; the oldest lines go. At least `1Mi`.")
                  .or("256Mi")));

  static final Section ROOT =
      new Section(
          "dev-config.yaml",
          "One file describes a project.",
          List.of(
              Key.of(
                      "version",
                      new Whole(1, 1, ConfigProblem.VERSION_UNSUPPORTED),
                      "1",
                      "Version of this format.")
                  .must(),
              Key.of(
                      "project",
                      new Text(Format.PROJECT),
                      "shop",
                      "Name of the project, a DNS label: its namespace and the prefix of its images.")
                  .must()
                  .alias("name"),
              Key.of(
                  "domain",
                  new Text(Format.DOMAIN),
                  "dev.localhost",
                  "Domain of the hosts. Default: `PROJECT.localhost`."),
              Key.of(
                      "https",
                      new Text(Format.HTTPS),
                      "required",
                      "`auto`: HTTPS is always served, and HTTP redirects to it once this machine"
                          + " trusts devloop's root (`devloop trust`); `required`: HTTP always"
                          + " redirects; `off`: HTTP alone; `cert-manager`: as `auto`, with"
                          + " certificates that cert-manager issues.")
                  .or("auto"),
              Key.of("cluster", CLUSTER, "{name: devloop}", "The cluster to run in."),
              Key.of(
                  "idle",
                  new Text(Format.DURATION),
                  "2h",
                  "The cluster is paused when nothing was done for so long: no file saved, no command"
                      + " run, no page of devloop opened or clicked on, no request through the"
                      + " ingress. Not while another project is active in it. `devloop up` wakes it."
                      + " Never without it; at most a day."),
              Key.of(
                  "disk",
                  new Text(Format.SIZE),
                  "10Gi",
                  "What devloop has made takes no more of the disk than this: built images in the"
                      + " engine, the registry, the nodes with all of their images, and the build"
                      + " cache of an engine that devloop started. What was used longest ago goes"
                      + " first, also of other projects, and never what runs. Without it two old"
                      + " images of each service are kept, and the registry is not tidied up."),
              Key.of("logs", LOGS, "{size: 64Mi}", "The log on disk."),
              Key.of("ui", UI, "{port: 7400}", "The page in the browser."),
              Key.of(
                  "services",
                  new MapOf(Format.SERVICE, ServiceKeys.SERVICE),
                  "{web: {image: \"nginx:1\", port: 80}}",
                  "The services by name. A name is a DNS label that begins with a letter."),
              Key.of(
                  "manifests",
                  some(PATH),
                  "[k8s/]",
                  "Files, folders and kustomizations with Kubernetes objects of your own, applied"
                      + " beside the generated ones; CRDs and namespaces first."),
              Key.of(
                  "recipes",
                  some(PATH),
                  "recipes",
                  "Folder or folders with image recipes of the project, used when neither the engine"
                      + " nor a registry has an image.")));

  private Keys() {}

  /// One or a list of them.
  static Type some(Type one) {
    return new Either(List.of(one, new ListOf(one)));
  }
}
