package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubeconfigTest {

  private static final ClusterName NAME = new ClusterName("lab");

  private static final String FOREIGN =
      """
      # written by hand
      apiVersion: v1
      kind: Config
      clusters:
      - cluster:
          server: "https://prod.example:6443"
          insecure-skip-tls-verify: false
        name: prod
      contexts:
      - context:
          cluster: prod
          user: 'on' # a name that YAML 1.1 takes for a boolean
        name: prod
      current-context: prod
      users:
      - name: 'on'
        user:
          exec:
            command: aws
            args: ["--region", "eu"]
            unknownField: 0x1F
      """;

  private static Kubeconfig own(int port) {
    return Kubeconfig.of(NAME, Lab.ADMIN, port);
  }

  @Test
  void the_own_kubeconfig_leads_to_the_published_port_with_the_administrators_certificate() {
    var own = own(40_001);

    assertThat(own.server(NAME)).contains("https://127.0.0.1:40001");
    assertThat(own.currentContext()).contains("kind-lab");
    assertThat(own.text())
        .contains("client-key-data: S0VZ", "client-certificate-data: Q0VSVA==")
        .contains("certificate-authority-data: Q0E=");
  }

  @Test
  void a_merge_keeps_every_line_of_the_others() {
    var config = Kubeconfig.parse(FOREIGN);

    config.merge(NAME, own(40_001));

    assertThat(config.text().lines()).containsAll(FOREIGN.lines().toList());
    assertThat(config.has(NAME)).isTrue();
    assertThat(config.currentContext()).contains("prod");
  }

  @Test
  void a_second_merge_replaces_the_first() {
    var config = Kubeconfig.parse(FOREIGN);
    config.merge(NAME, own(40_001));
    config.merge(NAME, own(40_002));

    assertThat(config.server(NAME)).contains("https://127.0.0.1:40002");
    assertThat(config.text()).containsOnlyOnce("server: https://127.0.0.1").doesNotContain("40001");
  }

  @Test
  void what_was_merged_can_be_taken_out_again() {
    var config = Kubeconfig.parse(FOREIGN);
    config.merge(NAME, own(40_001));

    config.remove(NAME);

    assertThat(config.text()).isEqualTo(Kubeconfig.parse(FOREIGN).text());
  }

  @Test
  void the_current_context_goes_with_its_cluster() {
    var config = own(40_001);

    config.remove(NAME);

    assertThat(config.currentContext()).isEmpty();
  }

  @Test
  void entries_are_ours_by_the_mark_or_by_the_clusters_authority() {
    var marked = own(40_001);
    var rewrittenByKind =
        Kubeconfig.parse(
            """
            clusters:
            - cluster: {certificate-authority-data: Q0E=, server: "https://127.0.0.1:1"}
              name: kind-lab
            """);

    assertThat(marked.isOurs(NAME, Optional.empty())).isTrue();
    assertThat(rewrittenByKind.isOurs(NAME, Optional.of(own(40_001)))).isTrue();
    assertThat(rewrittenByKind.isOurs(NAME, Optional.empty())).isFalse();
  }

  @Test
  void an_empty_file_becomes_a_whole_kubeconfig() {
    var config = Kubeconfig.parse("");

    config.merge(NAME, own(40_001));

    assertThat(config.text()).contains("apiVersion: v1", "kind: Config");
  }

  @Test
  void text_that_is_no_kubeconfig_is_refused() {
    assertThatThrownBy(() -> Kubeconfig.parse("a: [")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kubeconfig.parse("- a")).isInstanceOf(IllegalArgumentException.class);
  }
}
