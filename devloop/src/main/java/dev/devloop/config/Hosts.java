package dev.devloop.config;

import dev.devloop.core.config.HostRoute;
import java.util.List;

/// Full host names from the short ones of the file.
final class Hosts {

  private Hosts() {}

  static List<HostRoute> of(View service, String domain) {
    var key = service.has("hosts") ? "hosts" : "host";
    return service.texts(key).stream().map(text -> route(text, domain)).toList();
  }

  /// @param text `name`, `name/path`, `@` or `@/path`; a name that already ends with the domain is
  ///   taken as it is
  static HostRoute route(String text, String domain) {
    var slash = text.indexOf('/');
    var name = slash < 0 ? text : text.substring(0, slash);
    var path = slash < 0 ? "/" : text.substring(slash);
    var whole = name.equals(domain) || name.endsWith("." + domain);
    var host = name.equals("@") ? domain : whole ? name : name + "." + domain;
    // `/api/` and `/api` are the same prefix
    var plain =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new HostRoute(host, plain);
  }
}
