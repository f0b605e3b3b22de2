package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EndpointsTest {

  private static final String SLICES =
      "GET /apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";

  private final FakeApi api = new FakeApi();
  private final Config config = new ConfigBuilder(Config.empty()).withMasterUrl(api.url()).build();
  private final KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore looks = new Semaphore(0);
  private final Endpoints endpoints = new Endpoints(client, threads, looks::release);

  EndpointsTest() throws IOException {}

  @AfterEach
  void close() {
    threads.shutdownNow();
    client.close();
    api.close();
  }

  private static Pod pod(String uid, String address) {
    return new PodBuilder()
        .withNewMetadata()
        .withUid(uid)
        .withNamespace("shop")
        .endMetadata()
        .withNewStatus()
        .withPodIP(address)
        .endStatus()
        .build();
  }

  private FakeApi slices(String uid, String address, boolean ready) {
    return api.on(
        SLICES,
        200,
        """
        {"kind": "EndpointSliceList", "apiVersion": "discovery.k8s.io/v1", "items": [
          {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1", "metadata": {"name": "web"},
           "addressType": "IPv4", "endpoints": [
             {"addresses": ["%s"], "conditions": {"ready": %s},
              "targetRef": {"kind": "Pod", "name": "web-1", "uid": "%s"}}]}]}
        """
            .formatted(address, ready, uid));
  }

  private boolean afterALook(Pod pod) throws InterruptedException {
    boolean known = endpoints.leadTo(pod);
    if (!known) {
      assertThat(looks.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
    return known || endpoints.leadTo(pod);
  }

  @Test
  void theyLeadToAPodOnceTheyHaveItsNewAddressAndItIsReady() throws InterruptedException {
    var pod = pod("u1", "10.0.0.9");
    slices("u1", "10.0.0.2", true);
    assertThat(afterALook(pod)).isFalse();

    slices("u1", "10.0.0.9", false);
    assertThat(looks.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(endpoints.leadTo(pod)).isFalse();

    slices("u1", "10.0.0.9", true);
    while (!endpoints.leadTo(pod)) {
      assertThat(looks.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aPodThatNoServiceLeadsToIsNotWaitedFor() throws InterruptedException {
    slices("another", "10.0.0.2", true);

    assertThat(afterALook(pod("u1", "10.0.0.9"))).isTrue();
  }
}
