package dev.devloop.kind;

import java.util.Optional;

/// Tells the node's containerd where the local registry is. It reads these files at every pull.
final class RegistryMirror implements Step {

  @Override
  public String title() {
    return "Registry as mirror of the node";
  }

  @Override
  public void run(Bringup bringup) {
    var docker = bringup.docker();
    var node = bringup.cluster().node();
    var port = Registry.port(docker);
    var files = RegistryHosts.files(port);
    // all are written at once: one that is right stands for them
    var path = RegistryHosts.path(port);
    if (!docker.read(node, path).equals(Optional.ofNullable(files.get(path)))) {
      docker.write(node, files);
    }
  }
}
