package dev.devloop.core;

import java.util.List;
import java.util.Optional;

/// What the runtime says of one service at one moment: its workload and the instances of it.
///
/// @param exists the workload is there
/// @param inputs the annotation that the last deploy wrote: a digest of all that it was made from;
///   empty when there is none
/// @param image the image of the service's container as the workload names it; may be empty
/// @param complete the newest revision is fully rolled out: every wanted instance is of it and
///   ready, none of an older one is left; a job has ended well
/// @param problem why it will not get there by itself: the worst of its instances' problems, a
///   failed job, a rollout past its deadline, objects that the cluster refuses to make instances of
public record Observed(
    boolean exists,
    String inputs,
    String image,
    boolean complete,
    Optional<Problem> problem,
    List<Instance> instances) {

  /// Nothing of the service is in the cluster.
  public static final Observed ABSENT =
      new Observed(false, "", "", false, Optional.empty(), List.of());

  public Observed {
    instances = List.copyOf(instances);
  }
}
