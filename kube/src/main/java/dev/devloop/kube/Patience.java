package dev.devloop.kube;

import java.time.Duration;

/// When trouble counts as failed, and no longer as "still trying": all such limits of the module.
/// None comes from research; each says what it weighs.
///
/// | trouble | fails |
/// |---|---|
/// | image cannot be pulled, command cannot be executed | at once: trying again changes nothing |
/// | out of memory | with the first kill |
/// | process ends | with the second exit ([#CRASHES]) |
/// | job ends with an error | at once |
/// | `ready` is not met | at the end of `ready.timeout` or the startup probe's time; a wrong answer (HTTP 4xx) after [#WRONG_ANSWER] |
/// | a running service drops out | after [#DROPPED_OUT] |
/// | not schedulable | after [#UNSCHEDULABLE]; after [#NODE_NOT_READY] while the node is not ready |
/// | config map, secret or key missing | after [#CONFIG_MISSING] |
/// | volume or network of the pod | after [#POD_PARTS] |
final class Patience {

  /// Exits of a container until it is a crash loop. The kubelet starts it again at once after the
  /// first one, which helps when something else was not there yet, and waits 10 s after the second.
  static final int CRASHES = 2;

  /// A server that answers 404 or 401 will not think better of it; a few frameworks answer 404
  /// while they still load.
  static final Duration WRONG_ANSWER = Duration.ofSeconds(15);

  /// A readiness probe of the user's manifests without a startup probe: the same time as `ready`
  /// has by default.
  static final Duration NO_STARTUP_PROBE = Duration.ofMinutes(2);

  /// A dev server that restarts itself is away for a few seconds.
  static final Duration DROPPED_OUT = Duration.ofSeconds(30);

  /// The scheduler answers at once; other pods may be about to leave.
  static final Duration UNSCHEDULABLE = Duration.ofSeconds(10);

  /// A node is not ready for about 9 s after a pause, and for some time after its creation.
  static final Duration NODE_NOT_READY = Duration.ofSeconds(60);

  /// The missing object may be on its way in the same apply.
  static final Duration CONFIG_MISSING = Duration.ofSeconds(5);

  /// First mounts and sandboxes fail now and then, and are tried again every second or two.
  static final Duration POD_PARTS = Duration.ofSeconds(20);

  /// A container without any check counts as ready only after it ran this long: one that ends in
  /// its first moments would otherwise pass. The kubelet tells of an end a second after it, on a
  /// busy machine two; and times of containers are cut to whole seconds.
  static final Duration SETTLED = Duration.ofSeconds(4);

  /// The same after it was started again at least once.
  static final Duration SETTLED_AGAIN = Duration.ofSeconds(10);

  /// What is shown of pods is of before the node's start until its kubelet has looked. On 2
  /// processors three pods ran again, and were shown so, 8 s after that start.
  static final Duration KUBELET_LOOKS = Duration.ofMinutes(1);

  private Patience() {}
}
