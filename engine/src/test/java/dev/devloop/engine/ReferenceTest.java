package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "node,                        docker.io,      library/node,  latest,  node:latest",
    "node:22-slim,                docker.io,      library/node,  22-slim, node:22-slim",
    "docker.io/library/node:22,   docker.io,      library/node,  22,      node:22",
    "valkey/valkey:8,             docker.io,      valkey/valkey, 8,       valkey/valkey:8",
    "localhost:5001/shop/web:a,   localhost:5001, shop/web,      a,       localhost:5001/shop/web:a",
    "localhost/web,               localhost,      web,           latest,  localhost/web:latest",
    "images.example/a/b/c:1,             images.example,        a/b/c,         1,       images.example/a/b/c:1"
  })
  void isReadAsTheEngineReadsIt(String name, String host, String path, String tag, String shown) {
    assertThat(Reference.parse(name)).isEqualTo(new Reference(host, path, tag, ""));
    assertThat(Reference.parse(name)).hasToString(shown);
  }

  @Test
  void keepsADigest() {
    var pinned = Reference.parse("node@sha256:abc");
    assertThat(pinned.digest()).isEqualTo("sha256:abc");
    assertThat(pinned).hasToString("node@sha256:abc");
  }
}
