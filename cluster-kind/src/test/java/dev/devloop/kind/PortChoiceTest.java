package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ClusterConfig.Ingress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortChoiceTest {

  private static PortChoice choose(int http, int https, Set<Integer> taken, Set<Integer> tried) {
    return PortChoice.of(
        new ClusterSettings("1.36", Ingress.TRAEFIK, http, https),
        port -> !taken.contains(port),
        tried);
  }

  @Test
  void free_ports_are_taken_as_they_are_wanted() {
    assertThat(choose(80, 443, Set.of(), Set.of())).isEqualTo(new PortChoice(80, 443));
  }

  @Test
  void a_taken_port_becomes_the_next_free_one_of_its_row() {
    assertThat(choose(80, 443, Set.of(80, 443, 8080, 8081, 8443), Set.of()))
        .isEqualTo(new PortChoice(8082, 8444));
  }

  @Test
  void a_port_that_the_engine_refused_is_not_tried_again() {
    assertThat(choose(80, 443, Set.of(), Set.of(80))).isEqualTo(new PortChoice(8080, 443));
  }

  @Test
  void both_never_get_the_same_port() {
    assertThat(choose(9000, 9000, Set.of(), Set.of())).isEqualTo(new PortChoice(9000, 8443));
  }
}
