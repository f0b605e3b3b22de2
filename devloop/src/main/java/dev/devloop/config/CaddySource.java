package dev.devloop.config;

import dev.devloop.config.Draft.Service;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the sites of a Caddyfile: `reverse_proxy` gives a service its hosts.
final class CaddySource {

  /// @param upstream `name:port`, `localhost:port` or `:port`
  private record Proxy(String host, String path, String upstream) {}

  private final Draft draft;
  private final List<Proxy> proxies = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final Deque<String> paths = new ArrayDeque<>();
  private int depth;

  private CaddySource(Draft draft) {
    this.draft = draft;
  }

  /// To be called when the services are known.
  static void add(Path file, Draft draft) {
    var caddy = new CaddySource(draft);
    try {
      TextFiles.read(file).lines().forEach(caddy::line);
      caddy.apply();
    } catch (TextFiles.Unreadable e) {
      draft.note("Caddyfile " + e.getMessage());
    }
  }

  private void line(String line) {
    var words = ShellWords.split(uncommented(line));
    if (words.isEmpty()) {
      return;
    }
    var opens = words.getLast().equals("{");
    if (words.getFirst().equals("}")) {
      depth = Math.max(0, depth - 1);
      if (!paths.isEmpty()) {
        paths.pop();
      }
      return;
    }
    var plain = opens ? words.subList(0, words.size() - 1) : words;
    if (depth == 0) {
      site(plain);
    } else if (!plain.isEmpty()) {
      directive(plain);
    }
    if (opens) {
      depth++;
      paths.push(depth == 1 ? "" : matcher(plain).orElse(paths.isEmpty() ? "" : paths.peek()));
    }
  }

  private static String uncommented(String line) {
    var hash = line.startsWith("#") ? 0 : line.indexOf(" #");
    return (hash < 0 ? line : line.substring(0, hash)).strip();
  }

  private void site(List<String> words) {
    if (words.isEmpty() || isDirective(words.getFirst())) {
      // a file of one site without braces: its directives follow the address
      directive(words);
      return;
    }
    hosts.clear();
    for (var word : String.join(" ", words).replace(',', ' ').split(" ", -1)) {
      var scheme = word.indexOf("://");
      var address = scheme < 0 ? word : word.substring(scheme + 3);
      var colon = address.indexOf(':');
      var host = colon < 0 ? address : address.substring(0, colon);
      if (Names.isDomain(host)) {
        hosts.add(host);
      }
    }
  }

  private static boolean isDirective(String word) {
    return List.of("reverse_proxy", "tls", "encode", "log", "root", "file_server", "import")
        .contains(word);
  }

  private void directive(List<String> words) {
    if (words.isEmpty() || !words.getFirst().equals("reverse_proxy")) {
      return;
    }
    var path = matcher(words).orElse(paths.isEmpty() ? "" : paths.peek());
    words.stream()
        .skip(1)
        .filter(word -> !word.startsWith("/") && !word.startsWith("@") && !word.equals("*"))
        .findFirst()
        .ifPresent(upstream -> hosts.forEach(host -> proxies.add(new Proxy(host, path, upstream))));
  }

  /// The path of `reverse_proxy /api/* ...` or `handle /api/* {`.
  private Optional<String> matcher(List<String> words) {
    if (words.size() < 2 || !words.get(1).startsWith("/")) {
      return Optional.empty();
    }
    if (words.getFirst().equals("handle_path")) {
      draft.note(
          "Caddyfile: `handle_path "
              + words.get(1)
              + "` takes the path away; here the service gets the whole path");
    }
    var path = words.get(1).replace("*", "");
    return Optional.of(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private void apply() {
    var domain = common(proxies.stream().map(Proxy::host).toList());
    draft.domain = domain.or(() -> draft.domain);
    for (var proxy : proxies) {
      var service = service(proxy.upstream());
      if (service.isEmpty()) {
        draft.note(
            "Caddyfile: `"
                + proxy.host()
                + proxy.path()
                + "` goes to `"
                + proxy.upstream()
                + "`, which is none of the services");
        continue;
      }
      service.get().hosts.add(host(proxy.host(), domain) + proxy.path());
    }
  }

  /// The domain that all hosts share: the shortest one when all others end with it.
  private static Optional<String> common(List<String> hosts) {
    return hosts.stream()
        .min(Comparator.comparingInt(String::length))
        .map(shortest -> everyone(hosts, shortest) ? shortest : afterDot(shortest))
        .filter(domain -> domain.contains(".") && everyone(hosts, domain));
  }

  private static boolean everyone(List<String> hosts, String domain) {
    return hosts.stream().allMatch(host -> host.equals(domain) || host.endsWith("." + domain));
  }

  private static String afterDot(String host) {
    return host.substring(host.indexOf('.') + 1);
  }

  private String host(String host, Optional<String> domain) {
    if (domain.isEmpty()) {
      var dot = host.indexOf('.');
      var first = dot < 0 ? host : host.substring(0, dot);
      draft.note("Caddyfile: host `" + host + "` is `" + first + "` in the project's domain now");
      return first;
    }
    var end = host.length() - domain.get().length() - 1;
    return end < 0 ? "@" : host.substring(0, end);
  }

  private Optional<Service> service(String upstream) {
    var scheme = upstream.indexOf("://");
    var address = scheme < 0 ? upstream : upstream.substring(scheme + 3);
    var colon = address.indexOf(':');
    var name = colon < 0 ? address : address.substring(0, colon);
    var port = colon < 0 ? "" : address.substring(colon + 1);
    SequencedMap<String, Service> services = new LinkedHashMap<>(draft.services);
    if (services.containsKey(name)) {
      return Optional.ofNullable(services.get(name)).map(service -> withPort(service, port));
    }
    if (!Numbers.isWhole(port)) {
      return Optional.empty();
    }
    var number = (int) Numbers.whole(port);
    return services.values().stream()
        .filter(service -> service.published.contains(number))
        .findFirst()
        .or(() ->
            services.values().stream()
                .filter(service -> service.ports.contains(number))
                .findFirst());
  }

  private static Service withPort(Service service, String port) {
    if (service.ports.isEmpty() && Numbers.isWhole(port) && Numbers.whole(port) < 65_536) {
      service.ports.add((int) Numbers.whole(port));
    }
    return service;
  }
}
