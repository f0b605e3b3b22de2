package dev.devloop.daemon;

import dev.devloop.core.Observed;
import dev.devloop.core.ServiceName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What was last seen of the services, for jobs that wait until what they did shows.
final class Sightings {

  private Map<ServiceName, Observed> last = Map.of();

  synchronized void put(Map<ServiceName, Observed> services) {
    last = Map.copyOf(services);
    notifyAll();
  }

  synchronized Observed of(ServiceName service) {
    return last.getOrDefault(service, Observed.ABSENT);
  }

  /// Waits until the service looks so.
  ///
  /// @return false when the time was over before
  synchronized boolean await(ServiceName service, Predicate<Observed> wanted, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!wanted.test(of(service))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
