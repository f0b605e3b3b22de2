package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.Event;
import dev.devloop.core.Inputs;
import dev.devloop.core.Job;
import dev.devloop.core.Reducer;
import dev.devloop.core.Request;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IdleWatchTest {

  private static final Duration IDLE = Duration.ofHours(2);
  private static final Event PAUSE = new Event.Asked(new Request.Pause(false));

  private final List<Event> posted = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private long bytes;
  private State state = State.EMPTY;
  private final Activity activity = new Activity(new Hand());
  private final IdleWatch watch = new IdleWatch(activity, () -> state, _ -> bytes, posted::add);

  @BeforeEach
  void up() {
    happens(new Event.ConfigLoaded(config(Optional.of(IDLE)), new Inputs("1", Map.of())));
    happens(new Event.Asked(new Request.Up()));
    happens(new Event.ClusterFound(Projects.ACCESS));
    watch.look();
  }

  private static DevConfig config(Optional<Duration> idle) {
    return Projects.config().withUpkeep(new Upkeep(idle, OptionalLong.empty()));
  }

  private void happens(Event event) {
    state = Reducer.apply(state, event, now);
  }

  private void after(Duration time) {
    now = now.plus(time);
    watch.look();
  }

  @Test
  void aQuietClusterIsPausedOnce() {
    after(IDLE.minusSeconds(1));
    assertThat(posted).isEmpty();

    after(Duration.ofSeconds(1));
    assertThat(posted).containsExactly(PAUSE);
    after(Duration.ofMinutes(1));
    assertThat(posted).hasSize(1);
  }

  @Test
  void aSaveACommandAndARequestAreActivity() {
    after(IDLE.minusMinutes(1));
    activity.sync(new Event.SourceChanged(new ServiceName("web"), List.of("x")));
    after(IDLE.minusMinutes(1));
    activity.seen();
    after(IDLE.minusMinutes(1));
    bytes += IdleWatch.REQUEST_BYTES;
    after(Duration.ofMinutes(1));
    after(IDLE.minusMinutes(1));
    assertThat(posted).isEmpty();

    bytes += IdleWatch.REQUEST_BYTES - 1;
    after(Duration.ofMinutes(1));
    assertThat(posted).containsExactly(PAUSE);
  }

  @Test
  void workUnderWayIsActivity() {
    happens(new Event.JobStarted(new Job.ApplyShared("1")));
    after(IDLE);

    assertThat(posted).isEmpty();
  }

  @Test
  void whatIsNotUpIsNotPausedAndCountsFromItsWaking() {
    happens(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.PAUSED)));
    after(IDLE);
    happens(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.RUNNING)));
    happens(new Event.ClusterFound(Projects.ACCESS));
    after(Duration.ofMinutes(1));

    assertThat(posted).isEmpty();
  }

  @Test
  void withoutTheKeyNothingIsPaused() {
    happens(new Event.ConfigLoaded(config(Optional.empty()), new Inputs("1", Map.of())));
    after(IDLE.multipliedBy(10));

    assertThat(posted).isEmpty();
  }

  @Test
  void aShortTimeIsLookedAtMoreOften() {
    happens(
        new Event.ConfigLoaded(
            config(Optional.of(Duration.ofSeconds(8))), new Inputs("1", Map.of())));

    assertThat(watch.look()).isEqualTo(Duration.ofSeconds(2));
  }

  /// A clock that is set by hand.
  private final class Hand extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
