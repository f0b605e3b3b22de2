package dev.devloop.config;

import java.util.Locale;

/// All that can be wrong with a configuration. The ids are stable: tools and docs rely on them.
public enum ConfigProblem {
  // the file
  CONFIG_MISSING(
      "There is no such configuration file.",
      "run `devloop init` to write a first one, or name the file with `-f` or its folder with `-C`"),
  CONFIG_UNREADABLE(
      "The file is a folder, not readable for you, larger than 1 MB or not UTF-8.",
      "check the file's kind, mode and encoding"),
  CONFIG_EXISTS(
      "`devloop init` never overwrites a configuration.",
      "edit the file, or move it away and run `devloop init` again"),
  YAML_SYNTAX(
      "The file is not valid YAML; nothing else can be checked until it is.",
      "correct the syntax at this place"),
  KEY_UNKNOWN(
      "A key is mistyped, in the wrong place or made for another version of devloop.",
      "remove it; docs/config.md lists all keys"),
  KEY_MISSING("A key that has no default is not there.", "add it"),
  KEY_TWICE("A map has a key twice: YAML would silently drop the first one.", "remove one of them"),
  KEYS_CLASH("Two keys say the same thing.", "keep one of them"),
  VALUE_TYPE("A value has another type than its key takes.", "see docs/config.md for the key"),
  VALUE_EMPTY("A value is empty where text is needed.", "write a value or remove the key"),
  VARIABLE_UNDEFINED(
      "`${VAR}` is replaced from the environment, where this variable is not set.",
      "set it, or give a default with `${VAR:-default}`; `$${VAR}` keeps it for the container"),
  VARIABLE_MALFORMED(
      "Only `${VAR}` and `${VAR:-default}` are replaced.",
      "correct it, or write `$$` for a dollar that is to stay"),
  // project and cluster
  VERSION_UNSUPPORTED("This devloop reads version 1.", "write `version: 1`"),
  PROJECT_INVALID(
      "The project's name becomes a namespace and a part of image names: a DNS label.",
      "use lower-case letters, digits and `-`, at most 63, beginning and ending with a letter or digit"),
  DOMAIN_INVALID(
      "The domain is where the hosts of the services live.",
      "write a name such as `shop.localhost`"),
  CLUSTER_NAME_INVALID(
      "The cluster's name becomes a part of container and host names.",
      "use lower-case letters, digits and `-`, at most 49"),
  KUBERNETES_UNSUPPORTED(
      "A node image exists for certain versions of Kubernetes only.",
      "write `kubernetes: \"1.36\"`"),
  INGRESS_UNSUPPORTED(
      "devloop cannot set up this ingress controller.",
      "write `ingress: traefik`, or `ingress: none` and bring your own in `manifests`"),
  CLUSTER_PORTS_EQUAL(
      "HTTP and HTTPS cannot share a port of this machine.", "give one of them another port"),
  HTTPS_UNKNOWN(
      "HTTPS is served in one of four ways.", "write `auto`, `required`, `off` or `cert-manager`"),
  NOTHING_TO_RUN(
      "There is neither a service nor a manifest.", "add a service, or run `devloop init`"),
  // services
  SERVICE_NAME_INVALID(
      "A service's name becomes a DNS name in the cluster.",
      "use lower-case letters, digits and `-`, at most 63, beginning with a letter"),
  IMAGE_SOURCE_MISSING("devloop does not know what to run.", "add `build`, `image` or `workload`"),
  BUILD_AND_IMAGE(
      "An image is either built or taken as it is.",
      "remove one of them; in the local file, `build: null` removes it"),
  IMAGE_INVALID(
      "An image reference is `[REGISTRY/]NAME[:TAG][@DIGEST]` in lower case.",
      "write it as `docker pull` takes it, such as `valkey/valkey:8`"),
  PORT_OUT_OF_RANGE("A port is a number from 1 to 65535.", "choose a port in this range"),
  PORT_TWICE("A port is listed twice.", "remove one of them"),
  HOST_INVALID(
      "A host is `name`, `name/path`, `\"@\"` for the domain itself or `\"@/path\"`.",
      "use lower-case letters, digits, `-` and `.` in the name, and a path without spaces"),
  HOST_CONFLICT(
      "Two services want the same host and path: only one could be reached.",
      "give one of them another host or a path such as `name/api`"),
  HOST_WITHOUT_PORT("A host needs a port of the service to send requests to.", "add `port`"),
  EXPOSE_WITHOUT_PORT(
      "What is exposed is a port of the container.", "add `port` to `expose` or to the service"),
  EXPOSE_CONFLICT(
      "A port of this machine can lead to one service only.",
      "choose another `host` for one of them"),
  ENV_NAME_INVALID(
      "The name of an environment variable has letters, digits and `_` and does not begin with a digit.",
      "rename it"),
  DEPENDS_UNKNOWN("`dependsOn` names a service that is not there.", "correct the name"),
  DEPENDS_SELF("A service cannot wait for itself.", "remove it from `dependsOn`"),
  DEPENDS_CYCLE("Services wait for each other: none could ever start.", "remove one of the links"),
  REPLICAS_NEGATIVE("The number of replicas is 0 or more.", "write 0 to run none"),
  REPLICAS_WITH_VOLUME(
      "Two pods on one volume would damage its data.", "write `replicas: 1` or remove the volumes"),
  CPU_INVALID("CPU is counted in cores or thousandths of one.", "write `500m` or `0.5`, `2`"),
  MEMORY_INVALID(
      "Memory is a number of bytes with a unit of Kubernetes.", "write `256Mi` or `1Gi`"),
  VOLUME_SIZE_INVALID("A volume's size is a number of bytes with a unit.", "write `1Gi`"),
  VOLUME_PATH_INVALID(
      "A volume is mounted at an absolute path of the container.", "write a path such as `/data`"),
  VOLUME_PATH_TWICE("Two volumes have the same path.", "remove one or change its path"),
  JOB_KEY(
      "A job runs once to its end: it cannot be ready, be reached or be kept in sync.",
      "remove the key, or remove `job: true`"),
  WORKLOAD_INVALID("A workload is `KIND/NAME`.", "write it as `deployment/api`"),
  WORKLOAD_KIND_UNKNOWN(
      "devloop follows the workloads that make pods.",
      "use deployment, statefulset, daemonset, job or cronjob"),
  WORKLOAD_KEY(
      "The object in `manifests` decides this, not dev-config.yaml.",
      "remove the key and set it in the manifest"),
  WORKLOAD_WITHOUT_MANIFESTS(
      "A workload is an object of the project's manifests, and there are none.",
      "list the file or folder that holds it in `manifests`"),
  WORKLOAD_TWICE(
      "Two services stand for the same container.", "give each its own workload or `container`"),
  CONTAINER_WITHOUT_WORKLOAD(
      "`container` chooses a container of a `workload`.", "remove it or add `workload`"),
  // probes
  PROBE_KIND(
      "A check is one of `http`, `tcp`, `exec` and, for `ready`, `log`.",
      "write exactly one of them"),
  PROBE_PATH_INVALID("The path of a check begins with `/`.", "write a path such as `/health`"),
  PROBE_WITHOUT_PORT(
      "A check over the network needs a port.", "add `port` to the service or to the check"),
  PROBE_TIMES(
      "A check cannot time out before it was repeated.", "make `timeout` at least `period`"),
  DURATION_INVALID("A duration is a number with a unit, of whole seconds.", "write `30s` or `5m`"),
  // files
  PATH_INVALID("The system cannot have a file of this name.", "correct the path"),
  PATH_OUTSIDE(
      "devloop reads and watches the project folder only, and follows no link out of it.",
      "move it into the project, or move dev-config.yaml to a folder above both"),
  CONTEXT_MISSING("The folder that is sent to the builder is not there.", "correct the path"),
  DOCKERFILE_MISSING(
      "The Dockerfile is not there; its path is relative to `context`.", "correct the path"),
  TARGET_UNKNOWN("The Dockerfile has no stage of this name.", "name one of its stages"),
  MANIFEST_MISSING("A file or folder of `manifests` is not there.", "correct the path"),
  RECIPES_MISSING("A folder of `recipes` is not there.", "correct the path"),
  ENV_FILE_MISSING(
      "The file of environment variables is not there.",
      "create it, or write `envFile: {path: .env, optional: true}`"),
  ENV_FILE_MALFORMED(
      "A line of an env file is neither empty, a comment nor `NAME=value`.",
      "write `NAME=value`; quote values of several lines"),
  // sync
  SYNC_TO_RELATIVE(
      "The target of a sync is an absolute path in the container.",
      "write a path such as `/app/src`"),
  PULL_FROM_INVALID(
      "What is pulled is named by its absolute path in the container; all of it cannot be.",
      "write a path such as `/app/package-lock.json`"),
  PULL_TO_TWICE(
      "Two rules would write the same file of the project, one over the other.",
      "give each its own `to`"),
  TRIGGER_UNKNOWN(
      "Changed files are looked at as soon as they are saved, or when you ask.",
      "write `auto` or `manual`"),
  CHANGE_ACTION(
      "An entry of `onChange` does one thing.", "write exactly one of `run`, `restart`, `rebuild`"),
  CHANGE_UNCOVERED(
      "The command would run without the changed file: it never gets into the container.",
      "add a sync rule for it, or use `rebuild: true`"),
  REBUILD_WITHOUT_BUILD("There is no image to build.", "add `build` or remove the entry");

  private final String meaning;
  private final String fix;

  ConfigProblem(String meaning, String fix) {
    this.meaning = meaning;
    this.fix = fix;
  }

  /// Such as `key-unknown`.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it usually means.
  public String meaning() {
    return meaning;
  }

  /// What to do, in general.
  public String fix() {
    return fix;
  }
}
