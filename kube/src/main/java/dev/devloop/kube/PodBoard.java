package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The newest known state of pods, by uid, for threads that wait for something of them.
final class PodBoard {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Pod> pods = new HashMap<>();

  void put(Pod pod) {
    lock.lock();
    try {
      pods.put(pod.getMetadata().getUid(), pod);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void remove(Pod pod) {
    lock.lock();
    try {
      pods.remove(pod.getMetadata().getUid());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Optional<Pod> get(String uid) {
    lock.lock();
    try {
      return Optional.ofNullable(pods.get(uid));
    } finally {
      lock.unlock();
    }
  }

  /// Returns the pod as soon as it is so; empty when it is gone.
  Optional<Pod> await(String uid, Predicate<Pod> condition) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        var pod = Optional.ofNullable(pods.get(uid));
        if (pod.isEmpty() || condition.test(pod.get())) {
          return pod;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
