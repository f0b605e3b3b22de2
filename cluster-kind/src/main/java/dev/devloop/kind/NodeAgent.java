package dev.devloop.kind;

import dev.devloop.core.Progress;
import dev.devloop.engine.Command;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/// The agent that brings files into the containers of a node.
///
/// @param program finds or makes the executable, which runs in the node
/// @param engine variables by which the docker CLI finds the engine
record NodeAgent(Function<Progress, Path> program, Map<String, String> engine) {

  /// Its path in the node.
  static final String PATH = "/usr/local/bin/devloop-agent";

  static final String UNIT = "devloop-agent.service";

  /// The kubelet starts no container before the agent is at its place, and does without it when it
  /// is not there in time.
  static final String UNIT_TEXT =
      """
      [Unit]
      Description=devloop: files of projects into their containers
      After=containerd.service
      Before=kubelet.service
      StartLimitIntervalSec=0

      [Service]
      Type=notify
      ExecStart=%s serve
      Restart=always
      RestartSec=100ms
      TimeoutStartSec=30s

      [Install]
      WantedBy=multi-user.target
      """
          .formatted(PATH);

  /// What images/kind-node/README.md says of the kubelet, for node images of others. It counts from
  /// the node's next start on: to start the kubelet anew would hold up a bring-up for longer.
  static final String KUBELET = "/etc/systemd/system/kubelet.service.d/20-devloop.conf";

  static final String KUBELET_TEXT =
      """
      [Service]
      Environment=GOMAXPROCS=1
      """;

  /// The file in the node with the certificates that the containers of a project trust.
  static String trust(String project) {
    return "/var/lib/devloop/trust/" + project + "/ca-certificates.crt";
  }

  Command stream(ClusterName cluster, String project) {
    return Command.of("docker", "exec", "-i", cluster.node(), PATH, "attach", project).env(engine);
  }
}
