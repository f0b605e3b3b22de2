package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Live sync of a project as a person sees it: saves files, looks into containers and at what is
/// served.
///
/// @param project one that is up
record Synced(Project project) {

  /// Far longer than a sync takes: figures belong to `bin/bench`.
  static final Duration SOON = Duration.ofSeconds(30);

  Path path(String file) {
    return project.folder().resolve(file);
  }

  void move(String from, String to) {
    try {
      Files.createDirectories(path(to).getParent());
      Files.move(path(from), path(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void link(String file, String target) {
    try {
      Files.createSymbolicLink(path(file), Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mode(String file, String permissions) {
    try {
      Files.setPosixFilePermissions(path(file), PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until all that was saved is live.
  Synced live() {
    project.devloop("wait", "--synced", "--timeout", "2m").mustEndWith(0);
    return this;
  }

  /// Host and containers are equal, and nothing had to be put right for it.
  Synced equal() {
    project.devloop("verify").mustEndWith(0);
    return this;
  }

  /// The same for one service.
  Synced equal(String service) {
    project.devloop("verify", service).mustEndWith(0);
    return this;
  }

  /// What a command in a service's container prints.
  String in(String service, String... command) {
    var args = Stream.concat(Stream.of("exec", service, "--"), Stream.of(command));
    return project.devloop(args.toArray(String[]::new)).mustEndWith(0).out().strip();
  }

  boolean has(String service, String path) {
    return project.devloop("exec", service, "--", "ls", "-d", path).exit() == 0;
  }

  /// Waits until an address answers with this text.
  void serves(String service, String path, String text) {
    var url = project.status().url(service) + path;
    Project.within(SOON, () -> assertThat(Http.get(url).body().strip()).isEqualTo(text));
  }

  void servesNot(String service, String path) {
    var url = project.status().url(service) + path;
    Project.within(SOON, () -> assertThat(Http.get(url).statusCode()).isEqualTo(404));
  }

  JsonNode sync(String service) {
    return project.status().service(service).path("sync");
  }

  JsonNode last(String service) {
    return project.status().service(service).path("lastSync");
  }

  List<String> pods(String service) {
    return project.status().pods(service);
  }

  /// Waits until a service's pods are others, and all of it is ready.
  void rolledOut(String service, List<String> before) {
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(pods(service)).isNotEmpty().doesNotContainAnyElementsOf(before);
          assertThat(project.status().phase(service)).isEqualTo("ready");
        });
  }
}
