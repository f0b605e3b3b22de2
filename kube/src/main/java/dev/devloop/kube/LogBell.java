package dev.devloop.kube;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells when a container has said something, or when something else is to be looked at. The log
/// request of the API serves as the bell; what it brings is thrown away.
final class LogBell {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean rings;
  private long asked;
  private long answered;

  void ring() {
    lock.lock();
    try {
      rings = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Rings and asks for a look at the log.
  ///
  /// @return what [#awaitAnswer] takes
  long ask() {
    lock.lock();
    try {
      asked++;
      ring();
      return asked;
    } finally {
      lock.unlock();
    }
  }

  /// The newest question; to be fetched before a look.
  long asked() {
    lock.lock();
    try {
      return asked;
    } finally {
      lock.unlock();
    }
  }

  boolean isAnswered() {
    lock.lock();
    try {
      return answered >= asked;
    } finally {
      lock.unlock();
    }
  }

  /// A look has ended that began after this question.
  void answer(long question) {
    lock.lock();
    try {
      answered = Math.max(answered, question);
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void awaitAnswer(long question, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (answered < question && left > 0) {
        left = rung.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it has rung since the last time.
  ///
  /// @return false when it did not in this time
  boolean await(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!rings && left > 0) {
        left = rung.awaitNanos(left);
      }
      boolean rang = rings;
      rings = false;
      return rang;
    } finally {
      lock.unlock();
    }
  }

  /// Rings with everything that the container says, until the log is cut off or the thread is
  /// interrupted.
  void follow(LogSource source, LogSource.Place place) throws InterruptedException {
    var part = new LogSource.Part(true, false, Optional.empty(), OptionalInt.of(1));
    try (var in = source.openWhenever(place, part)) {
      var bytes = new byte[4096];
      while (in.read(bytes) >= 0 && !Thread.currentThread().isInterrupted()) {
        ring();
      }
    } catch (IOException e) {
      // it ended, or the connection did: whoever waits looks at the pod
      ring();
      return;
    }
    ring();
  }
}
