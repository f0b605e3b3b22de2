package dev.devloop.core;

import dev.devloop.core.config.ServiceConfig;
import java.util.Optional;

/// What is known of one service.
///
/// @param inputs digest of its settings, env files and manifest
/// @param attempt counts the repetitions of a failed job
/// @param deployed key of what the last deploy brought; empty when this daemon has not deployed it
/// @param observed what the runtime says
/// @param restart the restart that is asked for
/// @param tickets counts restarts
/// @param failure why the last job on it failed; nothing is tried again while it stands
public record Service(
    ServiceConfig config,
    String inputs,
    ServiceImage image,
    int attempt,
    Optional<String> deployed,
    Observed observed,
    Optional<Job.Restart> restart,
    int tickets,
    Optional<Problem> failure) {

  /// A service that nothing is known of yet.
  public static Service of(ServiceConfig config, String inputs) {
    boolean needsImage = config.build().isPresent() || config.image().isPresent();
    return new Service(
        config,
        inputs,
        needsImage ? ServiceImage.NONE.again(false) : ServiceImage.NONE,
        0,
        Optional.empty(),
        Observed.ABSENT,
        Optional.empty(),
        0,
        Optional.empty());
  }

  public ServiceName name() {
    return config.name();
  }

  /// The key of what should be deployed now: comes back in [Observed#inputs].
  public String key() {
    var base = inputs + "/" + image.delivered().orElse(image.reference());
    if (attempt > 0) {
      return base + "+" + attempt;
    }
    // a job that was repeated under an earlier daemon is still the same job
    return observed.inputs().startsWith(base + "+") ? observed.inputs() : base;
  }

  /// The cluster has what the config says.
  public boolean current() {
    return deployed.filter(key()::equals).isPresent() && image.settled();
  }

  /// All of its instances answer.
  public boolean answers() {
    return observed.exists() && observed.complete();
  }

  Service withConfig(ServiceConfig value, String newInputs) {
    return new Service(
        value, newInputs, image, attempt, deployed, observed, restart, tickets, failure);
  }

  Service withImage(ServiceImage value) {
    return new Service(
        config, inputs, value, attempt, deployed, observed, restart, tickets, failure);
  }

  Service withAttempt(int value) {
    return new Service(config, inputs, image, value, deployed, observed, restart, tickets, failure);
  }

  Service withDeployed(Optional<String> value) {
    return new Service(config, inputs, image, attempt, value, observed, restart, tickets, failure);
  }

  Service withObserved(Observed value) {
    return new Service(config, inputs, image, attempt, deployed, value, restart, tickets, failure);
  }

  Service withRestart(Optional<Job.Restart> value) {
    return new Service(
        config,
        inputs,
        image,
        attempt,
        deployed,
        observed,
        value,
        value.map(Job.Restart::ticket).orElse(tickets),
        failure);
  }

  Service withFailure(Optional<Problem> value) {
    return new Service(config, inputs, image, attempt, deployed, observed, restart, tickets, value);
  }
}
