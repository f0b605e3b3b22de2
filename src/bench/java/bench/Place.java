package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the figures are taken.
///
/// @param root the checkout
/// @param work folder for projects and devloop's state
/// @param cluster name of the cluster
record Place(Path root, Path work, String cluster) {

  String node() {
    return cluster + "-control-plane";
  }

  /// A new project in the cluster.
  ///
  /// @param services the rest of its dev-config.yaml
  Project project(String name, String services) throws IOException {
    var folder = Files.createDirectories(work.resolve(name));
    var config = "version: 1\nproject: bench-%s\n%s".formatted(name, services);
    Files.writeString(folder.resolve("dev-config.yaml"), config);
    return settle(folder);
  }

  /// A project folder that is to run in the cluster of the figures.
  Project settle(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("dev-config.local.yaml"),
        "cluster: {name: %s, ports: {http: 18090, https: 18453}}\n".formatted(cluster));
    return new Project(this, folder);
  }

  String inNode(String... command) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("docker", "exec", node()));
    all.addAll(List.of(command));
    return output(new ProcessBuilder(all));
  }

  /// A shell in the node that goes on until it is closed.
  Process shellInNode(String script, String... arguments) throws IOException {
    var all = new ArrayList<>(List.of("docker", "exec", "-i", node(), "bash", "-c", script, "-"));
    all.addAll(List.of(arguments));
    return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    var process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", builder.command()) + " failed:\n" + text);
    }
    return text;
  }
}
