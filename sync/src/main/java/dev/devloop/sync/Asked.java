package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Who waits for what of one service.
final class Asked {

  private final List<Runnable> atRest = new ArrayList<>();
  private final Map<Long, CompletableFuture<List<SyncReport.OfContainer>>> verifying =
      new HashMap<>();
  private final Map<Long, CompletableFuture<List<Restarted>>> restarting = new HashMap<>();

  void whenAtRest(Runnable done) {
    atRest.add(done);
  }

  void atRest() {
    var all = List.copyOf(atRest);
    atRest.clear();
    all.forEach(Runnable::run);
  }

  void verify(long seq, CompletableFuture<List<SyncReport.OfContainer>> report) {
    verifying.put(seq, report);
  }

  void restart(long seq, CompletableFuture<List<Restarted>> result) {
    restarting.put(seq, result);
  }

  /// The stream was lost, and the answers with it.
  void lost(ServiceName name) {
    restarting.values().forEach(f -> f.completeExceptionally(SyncProblems.notAttached(name)));
    restarting.clear();
    verifying.clear();
  }

  /// @return paths that were put right
  List<String> verified(ServiceName name, Frame frame) {
    var report = new ArrayList<SyncReport.OfContainer>();
    for (var container : Json.objects(frame.header(), "containers")) {
      var different =
          Json.objects(container, "different").stream()
              .map(d -> new SyncReport.Difference(Json.text(d, "p"), Json.text(d, "is")))
              .toList();
      report.add(
          new SyncReport.OfContainer(
              name,
              Json.text(container, "pod"),
              Json.text(container, "container"),
              (int) Json.number(container, "checked", 0),
              different,
              (int) Json.number(container, "repaired", 0)));
    }
    var waiting = verifying.remove(frame.seq());
    if (waiting != null) {
      waiting.complete(List.copyOf(report));
    }
    return report.stream()
        .flatMap(container -> container.different().stream())
        .map(SyncReport.Difference::path)
        .distinct()
        .toList();
  }

  void restarted(Frame frame) {
    var waiting = restarting.remove(frame.seq());
    if (waiting != null) {
      waiting.complete(
          Json.objects(frame.header(), "containers").stream()
              .map(c ->
                  new Restarted(
                      Json.text(c, "pod"),
                      Json.text(c, "container"),
                      Json.flag(c, "ok"),
                      Json.text(c, "what")))
              .toList());
    }
  }
}
