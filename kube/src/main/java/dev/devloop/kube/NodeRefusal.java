package dev.devloop.kube;

import java.io.IOException;

/// The API server, or the kubelet, does not let devloop read the files of a node.
final class NodeRefusal extends IOException {

  private static final long serialVersionUID = 1;

  NodeRefusal(int code) {
    super("HTTP " + code);
  }
}
