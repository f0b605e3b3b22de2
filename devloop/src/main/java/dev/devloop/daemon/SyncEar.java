package dev.devloop.daemon;

import dev.devloop.core.Event;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.LogSink;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule;
import dev.devloop.sync.SyncBatch;
import dev.devloop.sync.SyncListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts what live sync tells, writes it into the project's log, and hands on what is to be done
/// after it.
///
/// @param actions runs the commands of `onChange`
/// @param silent called when the node does not answer any more
record SyncEar(Consumer<Event> post, ChangeActions actions, LogSink log, Runnable silent)
    implements SyncListener {

  /// A checkout changes thousands: the first ones tell what it was.
  private static final int NAMED = 10;

  private static final Logger LOG = LoggerFactory.getLogger(SyncEar.class);

  @Override
  public void synced(SyncBatch batch) {
    var told =
        new dev.devloop.core.SyncBatch(
            batch.at(),
            batch.files(),
            batch.bytes(),
            batch.containers(),
            batch.latency(),
            batch.verified());
    note(batch.service(), LogLevel.INFO, words(batch));
    post.accept(new Event.Synced(batch.service(), told));
  }

  @Override
  public void refused(ServiceName service, Problem problem, boolean rebuild) {
    LOG.info("{}: refused: {}", service, problem);
    note(service, LogLevel.WARN, problem.what());
    post.accept(new Event.SyncRefused(service, Optional.of(problem)));
    if (rebuild) {
      post.accept(new Event.SourceChanged(service, List.of()));
    }
  }

  @Override
  public void accepted(ServiceName service) {
    post.accept(new Event.SyncRefused(service, Optional.empty()));
  }

  @Override
  public void rebuild(ServiceName service, Set<Path> paths) {
    LOG.info("{}: to be built anew: {}", service, names(paths));
    note(service, LogLevel.INFO, "to be built anew: " + names(paths));
    post.accept(
        new Event.SourceChanged(service, paths.stream().map(Path::toString).sorted().toList()));
  }

  @Override
  public void changed(ServiceName service, List<ChangeRule.Action> wanted, Set<Path> paths) {
    LOG.info("{}: {} after {}", service, wanted, names(paths));
    actions.changed(service, wanted);
  }

  @Override
  public void pulled(ServiceName service, Set<Path> paths) {
    did(service, "brought back " + names(paths));
  }

  @Override
  public void pending(ServiceName service, int paths, String held) {
    post.accept(new Event.SyncPending(service, paths, held));
  }

  @Override
  public void repaired(ServiceName service, List<String> paths) {
    LOG.warn("{}: differed from the host and was put right: {}", service, paths);
    note(service, LogLevel.WARN, "differed and was put right: " + String.join(", ", paths));
    did(service, "repaired " + String.join(", ", paths));
  }

  @Override
  public void started(ServiceName service, String pod, String container, int written) {
    LOG.info("{}: {}/{} began with {} files of the host", service, pod, container, written);
    if (written > 0) {
      actions.started(service, pod);
    }
  }

  @Override
  public void watchLimited(Problem problem) {
    LOG.warn("{}", problem);
    post.accept(new Event.WatchLimited(problem));
  }

  @Override
  public void attached() {
    LOG.info("attached to the node");
    post.accept(new Event.SyncAttached());
  }

  @Override
  public void detached(Problem problem) {
    LOG.info("not attached to the node: {}", problem);
    post.accept(new Event.SyncDetached(problem));
    silent.run();
  }

  private static String names(Set<Path> paths) {
    var some =
        paths.stream()
            .map(p -> String.valueOf(p.getFileName()))
            .sorted()
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    return paths.size() > NAMED ? some + " and " + (paths.size() - NAMED) + " more" : some;
  }

  private static String words(SyncBatch batch) {
    return "%d %s (%s) in %d %s after %.1f ms"
        .formatted(
            batch.files(),
            batch.files() == 1 ? "file" : "files",
            String.join(", ", batch.paths()),
            batch.containers(),
            batch.containers() == 1 ? "container" : "containers",
            batch.latency().toNanos() / 1e6);
  }

  private void note(ServiceName service, LogLevel level, String text) {
    var origin = LogOrigin.of(LogKind.SYNC, service);
    log.append(LogLine.of(origin, Instant.now(), level, text));
  }

  private void did(ServiceName service, String what) {
    post.accept(new Event.Did(service, what, Duration.ZERO, true));
  }
}
