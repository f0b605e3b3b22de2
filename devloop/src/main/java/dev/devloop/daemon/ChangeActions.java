package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what `onChange` says once the files are in the containers: for each service one thing after
/// the other, and what comes in meanwhile afterwards, once.
final class ChangeActions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeActions.class);

  /// Where actions happen.
  interface Place {

    /// The instances that commands can be run in now.
    List<String> instances(ServiceName service);

    /// Runs a command in an instance, to its end.
    ///
    /// @return why it failed
    Optional<Problem> run(ServiceName service, String instance, List<String> command)
        throws InterruptedException;

    /// Restarts the service's process in all its instances.
    void restart(ServiceName service);
  }

  /// A thing to do.
  ///
  /// @param instance the only one that it is done in; empty: all there are
  private record Work(Action action, Optional<String> instance) {}

  private static final class Lane {
    private final Set<Work> wanted = new LinkedHashSet<>();
    // since the image was made: what an instance needs that starts from it
    private final Set<Action> commands = new LinkedHashSet<>();
    private Optional<Thread> thread = Optional.empty();
  }

  private final Map<ServiceName, Lane> lanes = new HashMap<>();
  private final Place place;
  private final Consumer<Event> post;

  ChangeActions(Place place, Consumer<Event> post) {
    this.place = place;
    this.post = post;
  }

  /// Files are in all containers that ask for these actions.
  ///
  /// @param actions in the order of the config
  synchronized void changed(ServiceName service, List<Action> actions) {
    var lane = lane(service);
    for (var action : actions) {
      lane.wanted.add(new Work(action, Optional.empty()));
      if (action instanceof Action.Run) {
        lane.commands.add(action);
      }
    }
    begin(service, lane);
  }

  /// An instance began with files that its image lacks: what was run because of them in others is
  /// missing there.
  synchronized void started(ServiceName service, String instance) {
    var lane = lane(service);
    lane.commands.forEach(c -> lane.wanted.add(new Work(c, Optional.of(instance))));
    begin(service, lane);
  }

  /// An image was made from the present files.
  synchronized void built(ServiceName service) {
    lane(service).commands.clear();
  }

  private Lane lane(ServiceName service) {
    return lanes.computeIfAbsent(service, _ -> new Lane());
  }

  private void begin(ServiceName service, Lane lane) {
    if (lane.thread.isEmpty() && !lane.wanted.isEmpty()) {
      lane.thread =
          Optional.of(Thread.ofVirtual().name("onChange " + service).start(() -> work(service)));
    }
  }

  private void work(ServiceName service) {
    try {
      for (var batch = take(service); !batch.isEmpty(); batch = take(service)) {
        doAll(service, batch);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private synchronized List<Work> take(ServiceName service) {
    var lane = lane(service);
    var batch = List.copyOf(lane.wanted);
    lane.wanted.clear();
    if (batch.isEmpty()) {
      lane.thread = Optional.empty();
    }
    return batch;
  }

  /// What follows a command that failed is left out: it was written for the case that it worked.
  private void doAll(ServiceName service, List<Work> batch) throws InterruptedException {
    Optional<Problem> problem = Optional.empty();
    boolean ran = false;
    for (var work : batch) {
      if (problem.isEmpty()) {
        problem = timed(service, work);
        ran = true;
      }
    }
    if (ran) {
      post.accept(new Event.CommandEnded(service, problem));
    }
  }

  private Optional<Problem> timed(ServiceName service, Work work) throws InterruptedException {
    var began = Instant.now();
    var problem = one(service, work);
    post.accept(
        new Event.Did(
            service,
            title(work.action()),
            Duration.between(began, Instant.now()),
            problem.isEmpty()));
    return problem;
  }

  private Optional<Problem> one(ServiceName service, Work work) throws InterruptedException {
    try {
      return switch (work.action()) {
        case Action.Run(var command) ->
            run(
                service,
                command,
                work.instance().map(List::of).orElseGet(() -> place.instances(service)));
        case Action.Restart() -> {
          place.restart(service);
          yield Optional.empty();
        }
        case Action.Rebuild() -> Optional.empty();
      };
    } catch (DevloopException e) {
      return Optional.of(e.problems().getFirst());
    } catch (RuntimeException e) {
      LOG.error("{} of {}", work, service, e);
      return Optional.of(
          Problem.of(
              "internal-error",
              title(work.action()) + " failed: " + e,
              "This is a mistake in devloop.",
              "The daemon's log has the details (devloop doctor names it)."));
    }
  }

  /// In all instances side by side.
  private Optional<Problem> run(ServiceName service, List<String> command, List<String> instances)
      throws InterruptedException {
    var problems = new ArrayList<Problem>();
    var threads = new ArrayList<Thread>();
    for (var instance : instances) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  place.run(service, instance, command).ifPresent(p -> add(problems, p));
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                } catch (DevloopException e) {
                  add(problems, e.problems().getFirst());
                }
              }));
    }
    try {
      for (var thread : threads) {
        thread.join();
      }
    } finally {
      threads.forEach(Thread::interrupt);
    }
    synchronized (problems) {
      return problems.stream().findFirst();
    }
  }

  private static void add(List<Problem> problems, Problem problem) {
    synchronized (problems) {
      problems.add(problem);
    }
  }

  /// As it stands in the config.
  static String title(Action action) {
    return switch (action) {
      case Action.Run(var command) -> text(command);
      case Action.Restart() -> "restart the process";
      case Action.Rebuild() -> "rebuild";
    };
  }

  static String text(List<String> command) {
    boolean shell = command.size() == 3 && command.subList(0, 2).equals(List.of("sh", "-c"));
    return shell ? command.getLast() : String.join(" ", command);
  }

  @Override
  public synchronized void close() {
    lanes.values().forEach(lane -> lane.thread.ifPresent(Thread::interrupt));
  }
}
