package dev.devloop.core;

import dev.devloop.core.config.ServiceConfig;
import java.util.Optional;
import java.util.function.Consumer;

/// What is known of one service.
///
/// @param inputs digest of its settings, env files and manifest
/// @param attempt counts the repetitions of a failed job
/// @param deployed key of what the last deploy brought; empty when this daemon has not deployed it
/// @param observed what the runtime says
/// @param restart the restart that is asked for
/// @param tickets counts restarts
/// @param sync what is known of its live sync
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
    ServiceSync sync,
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
        ServiceSync.NONE,
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
    return with(e -> {
      e.config = value;
      e.inputs = newInputs;
    });
  }

  Service withImage(ServiceImage value) {
    return with(e -> e.image = value);
  }

  Service withAttempt(int value) {
    return with(e -> e.attempt = value);
  }

  Service withDeployed(Optional<String> value) {
    return with(e -> e.deployed = value);
  }

  Service withObserved(Observed value) {
    return with(e -> e.observed = value);
  }

  Service withRestart(Optional<Job.Restart> value) {
    return with(e -> {
      e.restart = value;
      e.tickets = value.map(Job.Restart::ticket).orElse(tickets);
    });
  }

  Service withSync(ServiceSync value) {
    return with(e -> e.sync = value);
  }

  Service withFailure(Optional<Problem> value) {
    return with(e -> e.failure = value);
  }

  private Service with(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  /// A copy that is being made; it never leaves this record.
  private static final class Edit {
    private ServiceConfig config;
    private String inputs;
    private ServiceImage image;
    private int attempt;
    private Optional<String> deployed;
    private Observed observed;
    private Optional<Job.Restart> restart;
    private int tickets;
    private ServiceSync sync;
    private Optional<Problem> failure;

    Edit(Service of) {
      config = of.config;
      inputs = of.inputs;
      image = of.image;
      attempt = of.attempt;
      deployed = of.deployed;
      observed = of.observed;
      restart = of.restart;
      tickets = of.tickets;
      sync = of.sync;
      failure = of.failure;
    }

    Service done() {
      return new Service(
          config, inputs, image, attempt, deployed, observed, restart, tickets, sync, failure);
    }
  }
}
