package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.StatisticNetworksConfig;
import com.github.dockerjava.api.model.Statistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One look at what has come to a container.
final class Traffic extends ResultCallback.Adapter<Statistics> {

  private long bytes;

  static long received(DockerClient docker, String container) throws InterruptedException {
    var look = new Traffic();
    docker
        .statsCmd(container)
        .withNoStream(true)
        .exec(look)
        .awaitCompletion(Calls.USUAL.toSeconds(), TimeUnit.SECONDS);
    return look.bytes();
  }

  @Override
  public synchronized void onNext(Statistics now) {
    var networks = Optional.ofNullable(now.getNetworks()).orElse(Map.of());
    bytes =
        networks.values().stream()
            .map(StatisticNetworksConfig::getRxBytes)
            .mapToLong(it -> it == null ? 0 : it)
            .sum();
  }

  private synchronized long bytes() {
    return bytes;
  }
}
