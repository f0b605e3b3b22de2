package dev.devloop.kind;

import dev.devloop.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Steps that need not wait for each other. The first lane is the one that people follow; of the
/// others they read a line when a step has ended.
///
/// @param main steps in order
/// @param others lanes beside it, each with its steps in order
record SideBySide(List<Step> main, List<List<Step>> others) implements Step {

  @Override
  public String title() {
    return main.getFirst().title();
  }

  @Override
  public void run(Bringup bringup) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var lane : others) {
        running.add(executor.submit(lane(lane, bringup)));
      }
      try {
        Steps.run(main, bringup);
        await(running);
      } catch (RuntimeException e) {
        running.forEach(future -> future.cancel(true));
        throw e;
      }
    }
  }

  private static Callable<Boolean> lane(List<Step> steps, Bringup bringup) {
    return () -> {
      for (var step : steps) {
        Waiting.stopWhenInterrupted(step.title());
        var begin = System.nanoTime();
        step.run(bringup.with(new LaneProgress(step.title(), bringup.progress())));
        var seconds = (System.nanoTime() - begin) / 1e9;
        bringup.progress().line("%s: done (%.1f s)".formatted(step.title(), seconds));
      }
      return true;
    };
  }

  private static void await(List<Future<?>> running) {
    for (var future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        Waiting.stopWhenInterrupted("the steps of the cluster");
      }
    }
  }

  /// Lines of a lane beside the main one say whose they are.
  private record LaneProgress(String title, Progress to) implements Progress {

    @Override
    public void step(String text) {
      line(text);
    }

    @Override
    public void line(String text) {
      to.line(title + ": " + text);
    }
  }
}
