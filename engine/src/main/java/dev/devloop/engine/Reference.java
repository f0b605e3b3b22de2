package dev.devloop.engine;

/// A name of an image: `[host[:port]/]path[:tag][@digest]`.
///
/// @param host registry it belongs to; `docker.io` when the name has none
/// @param path such as `library/node` or `valkey/valkey`
/// @param tag `latest` when the name has none
/// @param digest `sha256:...`, or empty
public record Reference(String host, String path, String tag, String digest) {

  private static final String HUB = "docker.io";

  /// Never fails: what makes no sense is refused by the engine.
  public static Reference parse(String name) {
    var at = name.indexOf('@');
    var digest = at < 0 ? "" : name.substring(at + 1);
    var rest = at < 0 ? name : name.substring(0, at);
    var colon = rest.lastIndexOf(':');
    var tagged = colon > rest.lastIndexOf('/');
    var tag = tagged ? rest.substring(colon + 1) : "latest";
    var repository = tagged ? rest.substring(0, colon) : rest;
    var slash = repository.indexOf('/');
    // as the engine tells: the first part is a host when it could not be a path
    var first = slash < 0 ? "" : repository.substring(0, slash);
    var hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (hosted && !first.equals(HUB) && !first.equals("index.docker.io")) {
      return new Reference(first, repository.substring(slash + 1), tag, digest);
    }
    var path = hosted ? repository.substring(slash + 1) : repository;
    return new Reference(HUB, path.contains("/") ? path : "library/" + path, tag, digest);
  }

  /// The name without tag and digest as people write it: `node`, `localhost:5001/shop/backend`.
  public String repository() {
    if (!host.equals(HUB)) {
      return host + "/" + path;
    }
    return path.startsWith("library/") ? path.substring("library/".length()) : path;
  }

  /// What a name of an image and that of its copy in another registry have in common.
  public static String pathAndTag(String name) {
    var reference = parse(name);
    return reference.path + ":" + reference.tag;
  }

  /// The shortest name that means the same.
  @Override
  public String toString() {
    var named = repository() + ":" + tag;
    return digest.isEmpty() ? named : repository() + "@" + digest;
  }

  /// How unlike another name is: edits between the paths count more than those between the tags.
  int distance(Reference other) {
    return 10 * Edits.between(path, other.path)
        + Edits.between(tag, other.tag)
        + (host.equals(other.host) ? 0 : 5);
  }
}
