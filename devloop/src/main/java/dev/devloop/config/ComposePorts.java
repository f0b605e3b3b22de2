package dev.devloop.config;

import dev.devloop.config.Draft.Service;

/// Ports of a compose service: `80`, `8080:80`, `127.0.0.1:8080:80/tcp` or a map.
final class ComposePorts {

  private final Service service;
  private final Draft draft;
  private final String file;

  ComposePorts(Service service, Draft draft, String file) {
    this.service = service;
    this.draft = draft;
    this.file = file;
  }

  void add(Raw raw) {
    for (var port : raw.get("ports").list()) {
      var text =
          port.isMap()
              ? port.get("published").text().orElse("") + ":" + port.get("target").text().orElse("")
              : port.text().orElse("");
      published(text);
    }
    raw.get("expose").texts().forEach(text -> port(text, text));
  }

  private void published(String text) {
    if (text.endsWith("/udp")) {
      draft.note(
          file + ": `" + text + "` of service `" + service.name + "`: UDP is not translated");
      return;
    }
    var plain = text.endsWith("/tcp") ? text.substring(0, text.length() - 4) : text;
    var colon = plain.lastIndexOf(':');
    port(plain.substring(colon + 1), text);
    var host = colon < 0 ? plain : plain.substring(0, colon);
    var outer = defaulted(host.substring(outerStart(host)));
    if (isPort(outer)) {
      service.published.add(Integer.parseInt(outer));
    }
  }

  /// After the address, if there is one; a colon inside of `${VAR:-8080}` is none.
  private static int outerStart(String host) {
    return host.endsWith("}") ? Math.max(0, host.lastIndexOf("${")) : host.lastIndexOf(':') + 1;
  }

  /// The default of `${VAR:-8080}`.
  private static String defaulted(String text) {
    var dash = text.indexOf('-');
    return text.startsWith("${") && text.endsWith("}") && dash > 0
        ? text.substring(dash + 1, text.length() - 1)
        : text;
  }

  private void port(String text, String whole) {
    var plain = defaulted(text.endsWith("/tcp") ? text.substring(0, text.length() - 4) : text);
    if (isPort(plain)) {
      service.ports.add(Integer.parseInt(plain));
    } else {
      draft.note(
          file + ": port `" + whole + "` of service `" + service.name + "` is not translated");
    }
  }

  private static boolean isPort(String text) {
    return Numbers.isWhole(text) && Numbers.whole(text) > 0 && Numbers.whole(text) < 65_536;
  }
}
