package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.PodUsage;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeStatsTest {

  @Test
  void thePodsOfTheNamespaceCount() {
    var summary =
        """
        {"node": {"nodeName": "n"}, "pods": [
          {"podRef": {"name": "web-1", "namespace": "shop"},
           "cpu": {"usageNanoCores": 250000000}, "memory": {"workingSetBytes": 1048576}},
          {"podRef": {"name": "web-1", "namespace": "other"},
           "cpu": {"usageNanoCores": 1}, "memory": {"workingSetBytes": 1}},
          {"podRef": {"name": "new", "namespace": "shop"}, "memory": {}}
        ]}
        """;

    assertThat(NodeStats.parse(summary, "shop"))
        .isEqualTo(Map.of("web-1", new PodUsage(1_048_576, 0.25), "new", new PodUsage(0, 0)));
  }
}
