package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which warnings of a volume are answered by a touch of the pod.
final class MountRetryTest {

  private static final String POD = "/api/v1/namespaces/shop/pods/web-1";

  private static final String TOO_EARLY =
      "error processing PVC shop/data: persistentvolumeclaims \"data\" is forbidden: no"
          + " relationship found between node 'n' and this object";

  private static Event event(String reason, String message, Duration age, int count) {
    return new EventBuilder()
        .withReason(reason)
        .withMessage(message)
        .withCount(count)
        .withLastTimestamp(Instant.now().minus(age).toString())
        .withNewInvolvedObject()
        .withKind("Pod")
        .withNamespace("shop")
        .withName("web-1")
        .endInvolvedObject()
        .build();
  }

  private static List<String> requests(Event event) throws IOException {
    try (var api = new FakeApi().on("GET " + POD, 200, "{\"metadata\": {\"name\": \"web-1\"}}");
        var client =
            new KubernetesClientBuilder()
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withConfig(new ConfigBuilder().withMasterUrl(api.url()).build())
                .build()) {
      new MountRetry(client, Runnable::run).heard(event);
      return api.requests();
    }
  }

  @Test
  void aPodWhoseClaimCouldNotBeReadYetIsTouched() throws IOException {
    assertThat(requests(event("FailedMount", TOO_EARLY, Duration.ZERO, 1)))
        .anySatisfy(request ->
            assertThat(request).startsWith("PATCH " + POD).contains("dev.devloop/mount-retry"));
  }

  @Test
  void otherWarningsAreLeftToTheKubelet() throws IOException {
    assertThat(requests(event("FailedMount", "timed out", Duration.ZERO, 1))).isEmpty();
    assertThat(requests(event("FailedScheduling", TOO_EARLY, Duration.ZERO, 1))).isEmpty();
    assertThat(requests(event("FailedMount", TOO_EARLY, Duration.ofMinutes(1), 1))).isEmpty();
    assertThat(requests(event("FailedMount", TOO_EARLY, Duration.ZERO, 6))).isEmpty();
  }
}
