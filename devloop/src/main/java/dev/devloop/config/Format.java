package dev.devloop.config;

import java.util.Locale;
import java.util.Set;

/// What the text of a value must look like.
enum Format {
  /// Whatever, empty too.
  ANY(ConfigProblem.VALUE_EMPTY, "text", ""),
  FILLED(ConfigProblem.VALUE_EMPTY, "text that is not empty", ".+"),
  PROJECT(ConfigProblem.PROJECT_INVALID, "a DNS label", "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"),
  SERVICE(
      ConfigProblem.SERVICE_NAME_INVALID,
      "a DNS label that begins with a letter",
      "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"),
  /// The node's host name is this and `-control-plane`, 63 characters at most.
  CLUSTER(
      ConfigProblem.CLUSTER_NAME_INVALID,
      "a DNS label of at most 49 characters",
      "^[a-z0-9]([-a-z0-9]{0,47}[a-z0-9])?$"),
  CONTAINER(
      ConfigProblem.WORKLOAD_INVALID, "a container's name", "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"),
  DOMAIN(ConfigProblem.DOMAIN_INVALID, "a domain name", "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$"),
  HOST(ConfigProblem.HOST_INVALID, "a host", "^(@|[a-z0-9]([-.a-z0-9]*[a-z0-9])?)(/[^?#* ]*)?$"),
  KUBERNETES(ConfigProblem.KUBERNETES_UNSUPPORTED, "a supported version", "^1\\.36$"),
  INGRESS(ConfigProblem.INGRESS_UNSUPPORTED, "`traefik` or `none`", "^(traefik|none)$"),
  HTTPS(
      ConfigProblem.HTTPS_UNKNOWN,
      "`auto`, `required`, `off` or `cert-manager`",
      "^(auto|required|off|cert-manager)$"),
  IMAGE(ConfigProblem.IMAGE_INVALID, "an image reference", "^[^ ]+$"),
  WORKLOAD(ConfigProblem.WORKLOAD_INVALID, "`KIND/NAME`", "^[A-Za-z]+/[-.a-z0-9]+$"),
  PATH(ConfigProblem.VALUE_EMPTY, "a path", ".+"),
  CPU(ConfigProblem.CPU_INVALID, "an amount of CPU", "^[0-9]+(\\.[0-9]+)?m?$"),
  MEMORY(
      ConfigProblem.MEMORY_INVALID,
      "an amount of memory",
      "^[0-9]+(\\.[0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$"),
  SIZE(
      ConfigProblem.VOLUME_SIZE_INVALID,
      "a size of a volume",
      "^[0-9]+(\\.[0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$"),
  MOUNT(ConfigProblem.VOLUME_PATH_INVALID, "an absolute path", "^/.+$"),
  SYNC_TO(ConfigProblem.SYNC_TO_RELATIVE, "an absolute path", "^/.*$"),
  PULL_FROM(ConfigProblem.PULL_FROM_INVALID, "an absolute path other than `/`", "^/.+$"),
  TRIGGER(ConfigProblem.TRIGGER_UNKNOWN, "`auto` or `manual`", "^(auto|manual)$"),
  URL_PATH(ConfigProblem.PROBE_PATH_INVALID, "a path that begins with `/`", "^/.*$"),
  ENV_NAME(ConfigProblem.ENV_NAME_INVALID, "a name of a variable", "^[A-Za-z_][A-Za-z0-9_]*$"),
  DURATION(ConfigProblem.DURATION_INVALID, "a duration of whole seconds", "^([0-9]+(ms|s|m|h))+$");

  private final ConfigProblem problem;
  private final String noun;
  private final String pattern;

  Format(ConfigProblem problem, String noun, String pattern) {
    this.problem = problem;
    this.noun = noun;
    this.pattern = pattern;
  }

  ConfigProblem problem() {
    return problem;
  }

  String noun() {
    return noun;
  }

  /// For editors only: may accept a little more than [#accepts]. Empty: everything.
  String pattern() {
    return pattern;
  }

  boolean accepts(String text) {
    return switch (this) {
      case ANY -> true;
      case FILLED, PATH -> !text.isBlank();
      case PROJECT, CONTAINER -> Names.isLabel(text, 63);
      case SERVICE -> Names.isLabel(text, 63) && Chars.isLower(text.charAt(0));
      case CLUSTER -> Names.isLabel(text, 49);
      case DOMAIN -> Names.isDomain(text);
      case HOST -> Names.isHost(text);
      case KUBERNETES -> text.equals("1.36");
      case INGRESS -> text.equals("traefik") || text.equals("none");
      case HTTPS -> Set.of("auto", "required", "off", "cert-manager").contains(text);
      case TRIGGER -> text.equals("auto") || text.equals("manual");
      case IMAGE -> ImageReference.isValid(text);
      case WORKLOAD -> Names.isWorkload(text);
      case CPU -> Quantities.isCpu(text);
      case MEMORY, SIZE -> Quantities.isBytes(text);
      case MOUNT, PULL_FROM -> text.startsWith("/") && text.length() > 1;
      case SYNC_TO, URL_PATH -> text.startsWith("/");
      case ENV_NAME -> Chars.isVariableName(text);
      case DURATION -> Durations.parse(text).isPresent();
    };
  }

  /// The fix for a text that is not accepted; empty: the problem's general one.
  String fix(String text) {
    return switch (this) {
      case PROJECT, SERVICE, CLUSTER, DOMAIN, HOST, IMAGE -> suggest(lower(text));
      case MEMORY, SIZE -> suggest(Quantities.likely(text));
      case MOUNT, SYNC_TO, PULL_FROM, URL_PATH -> suggest("/" + text);
      case DURATION -> suggest(text + "s");
      default -> "";
    };
  }

  private String suggest(String other) {
    return accepts(other) ? "did you mean `" + other + "`?" : "";
  }

  private static String lower(String text) {
    var plain = text.toLowerCase(Locale.ROOT).strip();
    return plain.replace('_', '-').replace(' ', '-');
  }
}
