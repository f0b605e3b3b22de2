package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChangeActionsTest {

  private static final ServiceName WEB = new ServiceName("web");
  private static final Action INSTALL = new Action.Run(List.of("sh", "-c", "npm ci"));
  private static final Action COMPILE = new Action.Run(List.of("make", "all"));
  private static final Action RESTART = new Action.Restart();

  private final List<String> done = new ArrayList<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private CountDownLatch gate = new CountDownLatch(0);
  private String broken = "";
  private List<String> instances = List.of("web-1");
  private final ChangeActions actions = new ChangeActions(new Place(), events::add);

  private final class Place implements ChangeActions.Place {
    @Override
    public List<String> instances(ServiceName service) {
      return instances;
    }

    @Override
    public Optional<Problem> run(ServiceName service, String instance, List<String> command)
        throws InterruptedException {
      begun.countDown();
      gate.await();
      synchronized (done) {
        done.add(instance + ": " + ChangeActions.text(command));
      }
      return ChangeActions.text(command).equals(broken)
          ? Optional.of(Problem.of("command-failed", "it failed", "", ""))
          : Optional.empty();
    }

    @Override
    public void restart(ServiceName service) {
      synchronized (done) {
        done.add("restart " + service);
      }
    }
  }

  @AfterEach
  void close() {
    actions.close();
  }

  private Optional<Problem> end() throws InterruptedException {
    while (true) {
      var event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).as("the actions end").isNotNull();
      if (event instanceof Event.CommandEnded(_, var problem)) {
        return problem;
      }
    }
  }

  @Test
  void actionsRunInTheirOrderInEachInstance() throws InterruptedException {
    instances = List.of("web-1", "web-2");
    actions.changed(WEB, List.of(INSTALL, COMPILE, RESTART));

    assertThat(end()).isEmpty();
    assertThat(done).hasSize(5);
    assertThat(done.subList(0, 2)).containsExactlyInAnyOrder("web-1: npm ci", "web-2: npm ci");
    assertThat(done.subList(2, 4)).containsExactlyInAnyOrder("web-1: make all", "web-2: make all");
    assertThat(done.getLast()).isEqualTo("restart web");
  }

  @Test
  void whatFollowsAFailedCommandIsLeftOut() throws InterruptedException {
    broken = "npm ci";
    actions.changed(WEB, List.of(INSTALL, RESTART));

    assertThat(end().map(Problem::id)).contains("command-failed");
    assertThat(done).containsExactly("web-1: npm ci");

    broken = "";
    actions.changed(WEB, List.of(INSTALL, RESTART));
    assertThat(end()).isEmpty();
    assertThat(done).containsExactly("web-1: npm ci", "web-1: npm ci", "restart web");
  }

  @Test
  void whatComesInMeanwhileIsDoneOnceAfterwards() throws InterruptedException {
    gate = new CountDownLatch(1);
    actions.changed(WEB, List.of(INSTALL));
    begun.await();
    actions.changed(WEB, List.of(INSTALL));
    actions.changed(WEB, List.of(INSTALL));
    actions.changed(WEB, List.of(COMPILE));
    gate.countDown();

    end();
    end();
    assertThat(done).containsExactly("web-1: npm ci", "web-1: npm ci", "web-1: make all");
  }

  @Test
  void anInstanceThatStartsFromTheOldImageGetsWhatTheOthersGot() throws InterruptedException {
    actions.changed(WEB, List.of(INSTALL));
    end();
    actions.started(WEB, "web-2");
    end();
    assertThat(done).containsExactly("web-1: npm ci", "web-2: npm ci");

    actions.built(WEB);
    actions.started(WEB, "web-3");
    actions.changed(WEB, List.of(COMPILE));
    end();
    assertThat(done).containsExactly("web-1: npm ci", "web-2: npm ci", "web-1: make all");
  }

  @Test
  void eachActionIsTold() throws InterruptedException {
    broken = "make all";
    actions.changed(WEB, List.of(INSTALL, COMPILE));

    assertThat(told()).isEqualTo("npm ci true");
    assertThat(told()).isEqualTo("make all false");
  }

  private String told() throws InterruptedException {
    return events.poll(30, TimeUnit.SECONDS) instanceof Event.Did(_, var title, _, var good)
        ? title + " " + good
        : "nothing";
  }
}
