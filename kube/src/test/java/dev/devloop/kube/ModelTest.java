package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class ModelTest {

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod",
       "metadata": {"name": "web", "managedFields": [{"manager": "kubelet"}]},
       "spec": {
         "nodeName": "node",
         "volumes": [{"name": "data", "emptyDir": {}}],
         "containers": [{
           "name": "web", "image": "web:1", "env": [{"name": "A", "value": "b"}],
           "resources": {"limits": {"memory": "64Mi"}},
           "readinessProbe": {"httpGet": {"path": "/", "port": 80}, "periodSeconds": 2}}]},
       "status": {
         "phase": "Running", "podIPs": [{"ip": "10.0.0.1"}],
         "conditions": [{"type": "Ready", "status": "True"}],
         "containerStatuses": [{"name": "web", "state": {"running": {"startedAt": "now"}}}]}}
      """;

  private final KubernetesSerialization model = Model.serialization();

  @Test
  void whatIsLookedAtIsThere() {
    var pod = model.unmarshal(POD, Pod.class);

    assertThat(pod.getMetadata().getName()).isEqualTo("web");
    assertThat(pod.getSpec().getNodeName()).isEqualTo("node");
    var container = pod.getSpec().getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("web:1");
    assertThat(container.getReadinessProbe().getHttpGet().getPort().getIntVal()).isEqualTo(80);
    assertThat(container.getResources().getLimits().get("memory")).hasToString("64Mi");
    assertThat(PodFacts.isReady(pod)).isTrue();
    assertThat(PodFacts.statuses(pod).getFirst().getState().getRunning().getStartedAt())
        .isEqualTo("now");
  }

  @Test
  void theRestIsWrittenBackAsItWas() {
    var pod = model.unmarshal(POD, Pod.class);

    assertThat(model.asJson(pod))
        .contains("\"volumes\":[{\"name\":\"data\",\"emptyDir\":{}}]")
        .contains("\"env\":[{\"name\":\"A\",\"value\":\"b\"}]")
        .contains("\"podIPs\":[{\"ip\":\"10.0.0.1\"}]")
        .doesNotContain("kubelet");
  }

  @Test
  void theEndOfAWatchIsKnownAsOneSoThatAllIsListedAnew() {
    var end =
        model.unmarshal(
            """
            {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "metadata": {},
             "status": "Failure", "message": "too old resource version: 1 (2)",
             "reason": "Expired", "code": 410}}
            """,
            WatchEvent.class);

    assertThat(end.getObject()).asInstanceOf(type(Status.class)).returns(410, Status::getCode);
  }

  @Test
  void aKindThatIsNotNamedHereIsReadToo() {
    HasMetadata lamp =
        model.unmarshal("{\"apiVersion\": \"x/v1\", \"kind\": \"Lamp\", \"metadata\": {}}");

    assertThat(lamp).isInstanceOf(GenericKubernetesResource.class);
  }
}
