package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  private static Set<String> images(String text, Map<String, String> args, String... target) {
    return Dockerfile.parse(text)
        .images(args, Optional.of(target).filter(t -> t.length > 0).map(t -> t[0]));
  }

  @Test
  void stagesAndScratchAreNoImages() {
    var text =
        """
        FROM node:22-slim AS base
        FROM base AS dev
        FROM scratch AS out
        COPY --from=dev /x /x
        COPY --from=0 /y /y
        """;
    assertThat(images(text, Map.of())).containsExactly("node:22-slim");
  }

  @Test
  void argumentsAreExpanded() {
    var text =
        """
        ARG TAG=22
        ARG NAME="node" FLAVOUR=${TAG}-slim
        from --platform=$BUILDPLATFORM ${NAME}:$FLAVOUR as base
        FROM ${OTHER:-busybox:1}
        """;
    assertThat(images(text, Map.of())).containsExactly("node:22-slim", "busybox:1");
    assertThat(images(text, Map.of("TAG", "24", "NAME", "deno")))
        .containsExactly("deno:24-slim", "busybox:1");
  }

  @Test
  void imagesThatFilesAreCopiedOrMountedFromCount() {
    var text =
        """
        FROM node:22 AS build
        COPY --from=busybox:1 /bin/sh /bin/sh
        RUN --mount=type=bind,from=alpine:3,target=/x true
        """;
    assertThat(images(text, Map.of())).containsExactly("node:22", "busybox:1", "alpine:3");
  }

  @Test
  void stagesAfterTheTargetDoNotCount() {
    var text = "FROM node:22 AS Dev\nRUN x\nFROM nginx:1 AS prod\n";
    assertThat(images(text, Map.of(), "dev")).containsExactly("node:22");
    assertThat(images(text, Map.of(), "prod")).containsExactly("node:22", "nginx:1");
  }

  @Test
  void commentsContinuedLinesAndHeredocsAreRead() {
    var text =
        """
        # FROM a
        FROM \\
          # between
          node:22
        RUN <<EOF
        FROM b
        EOF
        RUN echo \\
          FROM c
        """;
    assertThat(images(text, Map.of())).containsExactly("node:22");
  }
}
