package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Progress;
import dev.devloop.kube.ObjectRef;
import dev.devloop.kube.Removed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KubeRuntimeTest {

  @Test
  void aDefinitionThatIsLeftInTheClusterIsNamedWithTheCommandThatRemovesIt() {
    var definition =
        new ObjectRef(
            "apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "lamps.example.org");
    var volume = new ObjectRef("v1", "PersistentVolumeClaim", "shop", "data");
    var told = new ArrayList<String>();

    KubeRuntime.tell(
        new Removed(List.of(), List.of(volume, definition)),
        new Progress() {
          @Override
          public void step(String title) {
            told.add(title);
          }

          @Override
          public void line(String text) {}
        });

    assertThat(told)
        .containsExactly(
            "left in the cluster: kubectl delete customresourcedefinition/lamps.example.org");
  }
}
