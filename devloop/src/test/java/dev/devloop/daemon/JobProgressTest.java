package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.LogSink;
import dev.devloop.core.ServiceName;
import dev.devloop.project.Durations;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class JobProgressTest {

  private static final Job JOB = new Job.MakeImage(new ServiceName("web"), 1, false);

  private final List<Event> posted = new CopyOnWriteArrayList<>();
  private final Durations durations = Durations.inMemory();

  private JobProgress start() {
    return new JobProgress(JOB, posted::add, new JobLog(JOB, LogSink.NONE), durations);
  }

  @Test
  void whatARecipeTookIsNoMeasureForABuild() {
    try (var progress = start()) {
      progress.step("recipe node-image");
      progress.fraction(0.25);
      progress.done();
    }
    assertThat(durations.of("image/web")).isEmpty();
  }
}
