package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Images of an engine.
public final class Images {

  /// Half a gigabyte takes 5 s here; a slow disk and a big image get this much.
  private static final Duration TRANSFER = Duration.ofMinutes(10);

  private final Calls calls;

  Images(Calls calls) {
    this.calls = calls;
  }

  /// Images that carry each of the labels. An empty value asks only for the label's presence.
  public List<EngineImage> list(Map<String, String> labels) {
    return ask(
        "list images",
        Calls.USUAL,
        docker ->
            docker.listImagesCmd().withFilter("label", Labels.filter(labels)).exec().stream()
                .map(found -> inspect(docker, found.getId()))
                .flatMap(Optional::stream)
                .toList());
  }

  /// All images, whoever made them.
  List<StoredImage> stored() {
    return ask(
        "list images",
        Calls.USUAL,
        docker ->
            docker.listImagesCmd().exec().stream()
                .map(found -> stored(docker, found.getId()))
                .flatMap(Optional::stream)
                .toList());
  }

  private static Optional<StoredImage> stored(DockerClient docker, String id) {
    try {
      var seen = docker.inspectImageCmd(id).exec();
      var layers = Optional.ofNullable(seen.getRootFS()).map(it -> list(it.getLayers()));
      return Optional.of(new StoredImage(view(seen), layers.orElse(List.of()), named(seen)));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  /// When it was last built or given a name, which each use of it does; docker-java does not know
  /// the field.
  private static Instant named(InspectImageResponse seen) {
    var metadata = seen.getRawValues().get("Metadata");
    return metadata instanceof Map<?, ?> map && map.get("LastTagTime") instanceof String time
        ? created(time)
        : Instant.EPOCH;
  }

  /// @param reference a reference or an id
  public Optional<EngineImage> find(String reference) {
    return ask("inspect image " + reference, Calls.USUAL, docker -> inspect(docker, reference));
  }

  private static Optional<EngineImage> inspect(DockerClient docker, String reference) {
    try {
      return Optional.of(view(docker.inspectImageCmd(reference).exec()));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  private static EngineImage view(InspectImageResponse seen) {
    var config = seen.getConfig();
    var size = seen.getSize();
    return new EngineImage(
        Objects.requireNonNull(seen.getId()),
        list(seen.getRepoTags()),
        list(seen.getRepoDigests()),
        config == null ? Map.of() : Labels.of(config.getLabels()),
        size == null ? 0 : size,
        created(seen.getCreated()));
  }

  private static List<String> list(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  /// Reproducible builds leave it out.
  private static Instant created(@Nullable String time) {
    return time == null || time.isEmpty() ? Instant.EPOCH : Instant.parse(time);
  }

  /// Gives an image another name.
  public void tag(String reference, String name) {
    var to = Reference.parse(name);
    ask(
        "name image " + reference + " " + name,
        Calls.USUAL,
        docker -> {
          docker.tagImageCmd(reference, to.repository(), to.tag()).exec();
          return "";
        });
  }

  /// Removes a name, and the image with its last name; nothing happens when there is none. An image
  /// that a container uses stays.
  ///
  /// @return whether the name is gone
  public boolean remove(String reference) {
    return ask("remove image " + reference, Calls.USUAL, docker -> remove(docker, reference));
  }

  private static boolean remove(DockerClient docker, String reference) {
    try {
      docker.removeImageCmd(reference).exec();
      return true;
    } catch (NotFoundException _) {
      return true;
    } catch (ConflictException _) {
      return false;
    }
  }

  /// Reads a tar file as `docker save` writes it.
  public void load(Path tar) {
    ask(
        "load images from " + tar,
        TRANSFER,
        docker -> {
          try (var bytes = Files.newInputStream(tar)) {
            docker.loadImageCmd(bytes).exec();
          }
          return "";
        });
  }

  /// Writes a tar file that `docker load`, `ctr images import` understand.
  public void save(String reference, OutputStream to) {
    ask(
        "save image " + reference,
        TRANSFER,
        docker -> {
          try (var tar = docker.saveImageCmd(reference).exec()) {
            return tar.transferTo(to);
          }
        });
  }

  /// Sends an image to a registry that asks for no credentials: the local one.
  void push(Reference reference) {
    ask(
        "push " + reference,
        TRANSFER,
        docker -> {
          try {
            return docker
                .pushImageCmd(reference.repository())
                .withTag(reference.tag())
                .start()
                .awaitCompletion();
          } catch (DockerClientException e) {
            throw pushFailed(reference, e);
          }
        });
  }

  private static DevloopException pushFailed(Reference reference, DockerClientException e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "push-failed",
                "The image " + reference + " could not be put into the local registry.",
                "The registry is stopped, or its disk is full.",
                "Run `devloop doctor`.")
            .withEvidence(List.of(String.valueOf(e.getMessage()))),
        e);
  }

  private <T> T ask(String doing, Duration deadline, Calls.Call<T> call) {
    return calls.request(doing, deadline, call);
  }
}
