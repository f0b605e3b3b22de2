package dev.devloop.sync;

import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// A listener that writes all down.
final class Heard implements SyncListener {

  final List<SyncBatch> batches = new ArrayList<>();
  final List<String> lines = new ArrayList<>();
  int attached;

  @Override
  public synchronized void synced(SyncBatch batch) {
    batches.add(batch);
    lines.add("synced " + batch.files() + (batch.verified() ? "" : " unverified"));
  }

  @Override
  public synchronized void refused(ServiceName service, Problem problem, boolean rebuild) {
    lines.add("refused " + problem.id() + (rebuild ? " rebuild" : ""));
  }

  @Override
  public synchronized void accepted(ServiceName service) {
    lines.add("accepted");
  }

  @Override
  public synchronized void rebuild(ServiceName service, Set<Path> paths) {
    lines.add("rebuild " + names(paths));
  }

  @Override
  public synchronized void changed(
      ServiceName service, List<ChangeRule.Action> actions, Set<Path> paths) {
    var kinds = actions.stream().map(a -> a.getClass().getSimpleName()).toList();
    lines.add("changed " + kinds + " " + names(paths));
  }

  @Override
  public synchronized void pulled(ServiceName service, Set<Path> paths) {
    lines.add("pulled " + names(paths));
  }

  @Override
  public synchronized void pending(ServiceName service, int paths, String held) {
    if (!held.isEmpty()) {
      lines.add("pending " + held);
    }
  }

  @Override
  public synchronized void repaired(ServiceName service, List<String> paths) {
    lines.add("repaired " + paths);
  }

  @Override
  public synchronized void started(ServiceName service, String pod, String container, int written) {
    lines.add("started " + pod);
  }

  @Override
  public synchronized void watchLimited(Problem problem) {
    lines.add("limited " + problem.fix());
  }

  @Override
  public synchronized void attached() {
    attached++;
  }

  @Override
  public synchronized void detached(Problem problem) {
    lines.add("detached: " + String.join(", ", problem.evidence()));
    notifyAll();
  }

  /// Waits for something that is told.
  synchronized void await(BooleanSupplier told) throws InterruptedException {
    while (!told.getAsBoolean()) {
      wait();
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized List<SyncBatch> batches() {
    return List.copyOf(batches);
  }

  private static Set<String> names(Set<Path> paths) {
    var names = new TreeSet<String>();
    paths.forEach(path -> names.add(path.getFileName().toString()));
    return names;
  }
}
