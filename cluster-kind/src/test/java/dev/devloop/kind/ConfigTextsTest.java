package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ClusterConfig.Ingress;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigTextsTest {

  private static final Manifests.Ports PORTS = new Manifests.Ports(80, 443);

  private static final ClusterName NAME = new ClusterName("lab");

  @Test
  void the_kubelet_is_told_to_accept_cgroup_v1_only_where_it_is() {
    assertThat(KindConfig.text(NAME, 1)).contains("failCgroupV1: false");
    assertThat(KindConfig.text(NAME, 2)).doesNotContain("failCgroupV1");
  }

  @Test
  void containerd_takes_plugins_and_is_patient_with_them() {
    assertThat(KindConfig.text(NAME, 2))
        .containsSubsequence(
            "containerdConfigPatches:",
            "disabled_plugins = []",
            "io.containerd.nri.v1.nri",
            "disable = false",
            "plugin_request_timeout = \"30s\"");
  }

  @Test
  void the_only_controller_waits_for_no_lease_after_a_restart() {
    assertThat(KindConfig.text(NAME, 2))
        .containsSubsequence(
            "controllerManager", "leader-elect: \"false\"", "scheduler", "leader-elect: \"false\"");
  }

  @Test
  void controllers_may_ask_the_api_server_as_often_as_they_like() {
    assertThat(KindConfig.text(NAME, 2))
        .containsSubsequence(
            "controllerManager", "kube-api-burst: \"1000\"", "kube-api-qps: \"500\"");
  }

  @Test
  void the_only_etcd_does_not_wait_long_for_votes_of_others() {
    assertThat(KindConfig.text(NAME, 2))
        .containsSubsequence("etcd:", "election-timeout: \"100\"", "heartbeat-interval: \"20\"");
  }

  @Test
  void keys_are_of_the_quick_kind_where_kubeadm_knows_them() {
    assertThat(KindConfig.text(NAME, 2))
        .containsSubsequence(
            "apiVersion: kubeadm.k8s.io/v1beta4",
            "kind: ClusterConfiguration",
            "encryptionAlgorithm: ECDSA-P256");
  }

  @Test
  void images_are_pulled_side_by_side_and_as_often_as_they_are_wanted() {
    assertThat(KindConfig.text(NAME, 2))
        .containsSubsequence("serializeImagePulls: false", "registryPullQPS: 0");
  }

  @Test
  void the_node_gets_no_host_ports_of_services() {
    assertThat(KindConfig.text(NAME, 1))
        .contains("apiServerAddress: 127.0.0.1")
        .doesNotContain("extraPortMappings");
  }

  @Test
  void the_proxy_passes_bytes_on_to_the_node_by_name() {
    assertThat(ProxyConfig.text(NAME))
        .contains("mode tcp", "nameserver dns 127.0.0.11:53")
        .contains("server node lab-control-plane:80 resolvers engine")
        .contains("server node lab-control-plane:443 resolvers engine")
        .doesNotContain("send-proxy");
  }

  @Test
  void quiet_websockets_live_for_a_day_in_the_proxy() {
    assertThat(ProxyConfig.text(NAME))
        .contains("timeout tunnel 24h", "timeout client 24h", "timeout server 24h");
  }

  @Test
  void the_local_registry_is_the_mirror_of_all_hosts_and_the_home_of_built_images() {
    var files = RegistryHosts.files(5007);

    assertThat(files)
        .containsOnlyKeys(
            "/etc/containerd/certs.d/_default/hosts.toml",
            "/etc/containerd/certs.d/localhost:5007/hosts.toml");
    assertThat(files.values())
        .allSatisfy(text ->
            assertThat(text)
                .contains("[host.\"http://devloop-registry:5000\"]", "\"pull\", \"resolve\""));
    // an image of a registry elsewhere that was not pushed is still pulled from there
    assertThat(files.get("/etc/containerd/certs.d/_default/hosts.toml")).doesNotContain("server =");
  }

  @Test
  void the_objects_are_valid_yaml_and_carry_the_digest_of_their_text() {
    var manifests = Manifests.of(Ingress.TRAEFIK, 5001, PORTS, false);
    var documents = new Load(LoadSettings.builder().build()).loadAllFromString(manifests.text());

    assertThat(documents).hasSizeGreaterThan(5);
    assertThat(manifests.text())
        .contains("localhost:5001", "dev.devloop/inputs: \"" + manifests.inputs() + "\"")
        .contains("image: docker.io/library/traefik:v3.6")
        .doesNotContain("${");
  }

  @Test
  void another_registry_port_is_another_digest() {
    assertThat(Manifests.of(Ingress.NONE, 5001, PORTS, false).inputs())
        .isNotEqualTo(Manifests.of(Ingress.NONE, 5002, PORTS, false).inputs());
  }

  @Test
  void traefik_calls_nobody_and_is_the_default_class() {
    assertThat(Manifests.of(Ingress.TRAEFIK, 5001, PORTS, false).text())
        .contains("--global.sendanonymoususage=false", "--global.checknewversion=false")
        .contains("ingressclass.kubernetes.io/is-default-class: \"true\"");
  }

  @Test
  void http_is_led_to_the_https_port_of_the_host_and_pods_reach_the_ingress_on_the_same_ports() {
    var text = Manifests.of(Ingress.TRAEFIK, 5001, new Manifests.Ports(8080, 8443), false).text();
    assertThat(text)
        .contains("redirectScheme: {scheme: https, port: \"8443\", permanent: false}")
        .contains("clusterIP: 10.96.0.80")
        .contains("port: 443, targetPort: 443", "port: 8443, targetPort: 443")
        .contains("port: 80, targetPort: 80", "port: 8080, targetPort: 80");
    assertThat(Manifests.of(Ingress.TRAEFIK, 5001, PORTS, false).text())
        .containsOnlyOnce("targetPort: 443");
  }
}
