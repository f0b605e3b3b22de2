package dev.devloop.config;

/// A file with one mistake; the sign `¦` stands where it is to be found.
///
/// @param withManifests there is a folder `k8s`
/// @param head what stands before the text in dev-config.yaml
/// @param other the file with the sign, when it is another one; empty: dev-config.yaml
record ProblemCase(
    String id,
    String text,
    String fragment,
    String head,
    boolean withManifests,
    String other,
    String content) {

  private static final String START = "version: 1\nproject: shop\n";
  private static final String SERVICE = START + "services:\n  web: ";

  /// The text is the body of the service `web`.
  static ProblemCase at(String id, String text, String fragment) {
    return new ProblemCase(id, text, fragment, SERVICE, false, "", "");
  }

  /// The text follows version and project.
  ProblemCase raw() {
    return new ProblemCase(id, text, fragment, START, withManifests, other, content);
  }

  /// The text is all.
  ProblemCase bare() {
    return new ProblemCase(id, text, fragment, "", withManifests, other, content);
  }

  /// There is a folder `k8s`, listed as `manifests` unless the text does.
  ProblemCase manifests() {
    return new ProblemCase(id, text, fragment, head, true, other, content);
  }

  ProblemCase in(String file, String itsContent) {
    return new ProblemCase(id, text, fragment, head, withManifests, file, itsContent);
  }

  Project lay(Project project) {
    project.with("app/Dockerfile", "FROM a AS dev\nFROM dev AS prod\n");
    if (withManifests) {
      project.with("k8s/a.yaml", "");
    }
    if (!other.isEmpty()) {
      project.with(other, content.replace("¦", ""));
    }
    return project.config(whole().replace("¦", ""));
  }

  private String whole() {
    var listed = !withManifests || text.contains("manifests:");
    return head + text + (listed ? "\n" : "\nmanifests: k8s\n");
  }

  /// `FILE:LINE:COLUMN` of the sign; an env file has no columns.
  String place() {
    var marked = other.isEmpty() ? whole() : content;
    var at = marked.indexOf('¦');
    var line = 1 + marked.substring(0, at).chars().filter(c -> c == (int) '\n').count();
    var column = at - marked.lastIndexOf('\n', at);
    return other.isEmpty() ? "dev-config.yaml:" + line + ":" + column : other + ":" + line;
  }

  @Override
  public String toString() {
    return id + ": " + text;
  }
}
