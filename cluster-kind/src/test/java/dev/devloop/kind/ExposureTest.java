package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.engine.EngineContainer.State;
import dev.devloop.engine.PublishedPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposureTest {

  private static final String NAME = "devloop-expose-lab-shop-db";

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.ready();
  }

  private void expose(Integer... hostAndNode) {
    var ports = new TreeMap<Integer, Integer>();
    for (var i = 0; i < hostAndNode.length; i += 2) {
      ports.put(hostAndNode[i], hostAndNode[i + 1]);
    }
    lab.cluster().expose("lab", new Exposed("shop", "db", ports), Progress.NONE);
  }

  @Test
  void a_port_of_the_host_leads_to_the_node() {
    expose(6379, 30_001, 6380, 30_002);

    var proxy = lab.docker.container(NAME).orElseThrow();
    assertThat(proxy.running()).isTrue();
    assertThat(proxy.ports())
        .containsExactly(
            new PublishedPort("127.0.0.1", 6379, 10_000),
            new PublishedPort("127.0.0.1", 6380, 10_001));
    assertThat(lab.docker.files(NAME).get(ProxyConfig.PATH))
        .contains("bind :10000\n", "server node lab-control-plane:30001 ")
        .contains("bind :10001\n", "server node lab-control-plane:30002 ");
  }

  @Test
  void what_is_as_it_is_wanted_is_left_alone() {
    expose(6379, 30_001);
    lab.forget();
    lab.takenPorts.add(6379);

    expose(6379, 30_001);

    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void another_port_of_the_node_makes_the_proxy_anew() {
    expose(6379, 30_001);

    expose(6379, 30_009);

    assertThat(lab.docker.files(NAME).get(ProxyConfig.PATH))
        .contains("lab-control-plane:30009 ")
        .doesNotContain("30001");
  }

  @Test
  void a_taken_port_is_a_problem_that_names_service_and_owner() {
    lab.takenPorts.add(6379);
    lab.docker.add(
        "devloop-expose-lab-blog-db", State.RUNNING, Names.role("expose"), "n", 6379, 10_000);

    assertThatThrownBy(() -> expose(6379, 30_001, 6380, 30_002))
        .asInstanceOf(InstanceOfAssertFactories.type(DevloopException.class))
        .extracting(e -> e.problems().getFirst())
        .satisfies(problem -> assertThat(problem.id()).isEqualTo("port-in-use"))
        .extracting(Problem::toString)
        .asString()
        .contains("6379", "service db", "devloop-expose-lab-blog-db", "services.db.expose.host")
        .doesNotContain("6380");
    assertThat(lab.docker.container(NAME)).isEmpty();
  }

  @Test
  void a_port_that_only_the_engine_knows_to_be_taken_leaves_no_container() {
    lab.docker.refusedPorts.add(6379);

    assertThatThrownBy(() -> expose(6379, 30_001)).hasMessageContaining("6379");
    assertThat(lab.docker.container(NAME)).isEmpty();
  }

  @Test
  void a_container_of_that_name_of_somebody_else_is_not_touched() {
    lab.docker.add(NAME, State.RUNNING, Map.of(), "bridge");

    assertThatThrownBy(() -> expose(6379, 30_001)).hasMessageContaining(NAME);
    assertThat(lab.docker.container(NAME)).isPresent();
  }

  @Test
  void ports_of_services_that_no_longer_have_some_are_freed() {
    expose(6379, 30_001);
    lab.cluster().expose("lab", new Exposed("blog", "db", new TreeMap<>(Map.of(1, 2))), lab);

    lab.cluster().unexpose("lab", "shop", Set.of("db"));
    assertThat(lab.docker.container(NAME)).isPresent();
    lab.cluster().unexpose("lab", "shop", Set.of());

    assertThat(lab.docker.container(NAME)).isEmpty();
    assertThat(lab.docker.container("devloop-expose-lab-blog-db")).isPresent();
  }

  @Test
  void what_comes_to_them_is_traffic_of_the_cluster() {
    expose(6379, 30_001);
    lab.docker.received.put("devloop-proxy-lab", 10L);
    lab.docker.received.put(NAME, 5L);

    assertThat(lab.cluster().received("lab")).isEqualTo(15);
    lab.docker.state(NAME, State.STOPPED);
    assertThat(lab.cluster().received("lab")).isEqualTo(10);
  }

  @Test
  void they_stop_start_and_go_with_the_cluster() {
    expose(6379, 30_001);

    lab.cluster().stop("lab");
    assertThat(lab.docker.container(NAME).orElseThrow().running()).isFalse();
    lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, Progress.NONE);
    assertThat(lab.docker.container(NAME).orElseThrow().running()).isTrue();
    lab.cluster().delete("lab", Progress.NONE);

    assertThat(lab.docker.container(NAME)).isEmpty();
  }
}
