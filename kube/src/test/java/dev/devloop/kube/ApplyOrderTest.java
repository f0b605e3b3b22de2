package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ApplyOrderTest {

  private static KubeObject object(String kindAndName) {
    var parts = kindAndName.split("/", -1);
    var body = new GenericKubernetesResource();
    body.setApiVersion("v1");
    body.setKind(parts[0]);
    body.setMetadata(new ObjectMeta());
    body.getMetadata().setName(parts[1]);
    return new KubeObject(body, new ObjectSource("a.yaml", ""), Optional.empty(), true);
  }

  @Test
  void whatOthersNeedComesFirstAndTheOrderOfTheFilesStays() {
    var objects =
        Stream.of(
                "Ingress/i",
                "Deployment/b",
                "Deployment/a",
                "Widget/w",
                "Service/s",
                "ConfigMap/c",
                "Namespace/n",
                "ValidatingWebhookConfiguration/v",
                "CustomResourceDefinition/d",
                "PersistentVolumeClaim/p",
                "ServiceAccount/x")
            .map(ApplyOrderTest::object)
            .toList();
    assertThat(ApplyOrder.sorted(objects))
        .extracting(object -> object.ref().toString())
        .containsExactly(
            "customresourcedefinition/d",
            "namespace/n",
            "serviceaccount/x",
            "configmap/c",
            "persistentvolumeclaim/p",
            "service/s",
            "widget/w",
            "deployment/b",
            "deployment/a",
            "ingress/i",
            "validatingwebhookconfiguration/v");
  }
}
