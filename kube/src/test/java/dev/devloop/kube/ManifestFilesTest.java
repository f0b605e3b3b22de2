package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestFilesTest {

  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: NAME}
      data: {key: value}
      """;

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }

  private DevConfig config(String... manifests) {
    return Fixtures.config(
        folder,
        List.of(manifests).stream().map(folder::resolve).toList(),
        ClusterConfig.Ingress.TRAEFIK);
  }

  private List<KubeObject> read(String... manifests) {
    return ManifestFiles.read(config(manifests), Map.of()).objects();
  }

  private List<Problem> problems(Map<String, String> env, String... manifests) {
    var error =
        catchThrowableOfType(
            DevloopException.class, () -> ManifestFiles.read(config(manifests), env));
    return error.problems();
  }

  @Test
  void aFolderIsReadWithItsSubfoldersInTheOrderOfNames() throws IOException {
    write("k8s/b.yml", CONFIG_MAP.replace("NAME", "b"));
    write(
        "k8s/a/x.yaml",
        CONFIG_MAP.replace("NAME", "x") + "---\n" + CONFIG_MAP.replace("NAME", "z"));
    write(
        "k8s/c.json", "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"c\"}}");
    write("k8s/readme.md", "no manifest");
    write("k8s/.hidden.yaml", "no: manifest");
    assertThat(read("k8s"))
        .extracting(KubeObject::toString)
        .containsExactly(
            "configmap/x (k8s/a/x.yaml:1)",
            "configmap/z (k8s/a/x.yaml:6)",
            "configmap/b (k8s/b.yml:1)",
            "secret/c (k8s/c.json:1)");
  }

  @Test
  void objectsGetTheProjectsNamespaceAndLabelsAndKeepTheirOwn() throws IOException {
    write(
        "a.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a, labels: {app: a, app.kubernetes.io/name: mine}}
        """);
    var meta = read("a.yaml").getFirst().body().getMetadata();
    assertThat(meta.getNamespace()).isEqualTo("shop");
    assertThat(meta.getLabels())
        .containsEntry("app", "a")
        .containsEntry("app.kubernetes.io/name", "mine")
        .containsEntry("app.kubernetes.io/managed-by", "devloop")
        .containsEntry("app.kubernetes.io/part-of", "shop");
    assertThat(Labels.annotation(meta, Labels.SOURCE)).isEqualTo("a.yaml:1");
  }

  @Test
  void kindsOfTheWholeClusterGetNoNamespace() throws IOException {
    write(
        "a.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: role, namespace: ignored}
        ---
        apiVersion: example.com/v1
        kind: Planet
        metadata: {name: earth}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: planets.example.com}
        spec: {group: example.com, scope: Cluster, names: {kind: Planet, plural: planets}}
        """);
    assertThat(read("a.yaml")).extracting(o -> o.ref().namespace()).containsOnly("");
  }

  @Test
  void onlyTheClusterKnowsTheScopeOfAForeignKind() throws IOException {
    write("a.yaml", "{apiVersion: foreign.io/v1, kind: Thing, metadata: {name: t}}");
    var thing = read("a.yaml").getFirst();
    assertThat(thing.scopeKnown()).isFalse();
    assertThat(thing.ref().namespace()).isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({"0644,420", "0o644,420", "644,644", "0x1f,31", "yes,true", "off,false", "~,"})
  void scalarsAreReadAsKubectlDoes(String written, String read) throws IOException {
    write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nvalue: " + written);
    var value = read("a.yaml").getFirst().body().getAdditionalProperties().get("value");
    assertThat(value == null ? null : value.toString()).isEqualTo(read);
  }

  @Test
  void quotedScalarsStayText() throws IOException {
    write("a.yaml", CONFIG_MAP.replace("value", "\"0644\""));
    assertThat(read("a.yaml").getFirst().yaml()).contains("key: \"0644\"");
  }

  @Test
  void listsAreUnfolded() throws IOException {
    write(
        "a.yaml",
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
        """);
    assertThat(read("a.yaml")).extracting(o -> o.ref().name()).containsExactly("a", "b");
  }

  @Test
  void whatOnlyALiveObjectHasIsLeftOut() throws IOException {
    write(
        "a.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a, uid: u, resourceVersion: "5", creationTimestamp: "2026-01-01T00:00:00Z"}
        status: {replicas: 1}
        """);
    assertThat(read("a.yaml").getFirst().yaml())
        .doesNotContain("uid", "resourceVersion", "creationTimestamp", "status");
  }

  @Test
  void allProblemsAreToldAtOnceWithFileAndLine() throws IOException {
    write("k8s/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n bad: indent\n");
    write("k8s/b.yaml", "apiVersion: v1\n---\nkind: Secret\nmetadata: {}\n");
    Files.createDirectories(folder.resolve("empty"));
    assertThat(problems(Map.of(), "k8s", "gone.yaml", "empty"))
        .extracting(p -> p.id() + " " + p.what())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("manifest-syntax k8s/a.yaml:5:"),
            p ->
                assertThat(p)
                    .startsWith("manifest-not-an-object k8s/b.yaml:1: ")
                    .contains("no kind"),
            p ->
                assertThat(p)
                    .startsWith("manifest-not-an-object k8s/b.yaml:3: ")
                    .contains("no apiVersion, no metadata.name"),
            p -> assertThat(p).startsWith("manifest-missing gone.yaml"),
            p -> assertThat(p).startsWith("manifest-empty The folder empty"));
  }

  @Test
  void aKustomizationWithoutItsToolSaysWhatToInstall() throws IOException {
    write("k8s/kustomization.yaml", "resources: [a.yaml]");
    var problem = problems(Map.of("PATH", folder.toString()), "k8s").getFirst();
    assertThat(problem.id()).isEqualTo("kustomize-missing");
    assertThat(problem.fix()).contains("kubectl");
  }

  @Test
  void aKustomizationIsBuiltByKubectlAndItsFilesAreNotReadBeside() throws IOException {
    write("k8s/app/kustomization.yaml", "resources: [a.yaml]");
    write("k8s/app/a.yaml", CONFIG_MAP.replace("NAME", "a"));
    tool("kubectl", "test \"$1\" = kustomize && sed s/NAME/built/ \"$2/template\"");
    write("k8s/app/template", CONFIG_MAP);
    var objects =
        ManifestFiles.read(config("k8s"), Map.of("PATH", folder.resolve("bin") + ":/bin:/usr/bin"))
            .objects();
    assertThat(objects)
        .extracting(KubeObject::toString)
        .containsExactly("configmap/built (k8s/app:1)");
  }

  @Test
  void aKustomizationThatFailsShowsItsCommandAndOutput() throws IOException {
    write("k8s/kustomization.yaml", "resources: [a.yaml]");
    tool("kubectl", "echo accumulating resources: no a.yaml >&2; exit 1");
    var problem = problems(Map.of("PATH", folder.resolve("bin").toString()), "k8s").getFirst();
    assertThat(problem.id()).isEqualTo("kustomize-failed");
    assertThat(problem.evidence()).hasSize(2).last().isEqualTo("accumulating resources: no a.yaml");
  }

  private void tool(String name, String script) throws IOException {
    write("bin/" + name, "#!/bin/sh\n" + script + "\n");
    assertThat(folder.resolve("bin").resolve(name).toFile().setExecutable(true)).isTrue();
  }

  @Test
  void filesAreAllThatAChangeMayTouch() throws IOException {
    write("k8s/a/x.yaml", CONFIG_MAP);
    assertThat(ManifestFiles.files(config("k8s", "gone")))
        .containsExactly(
            folder.resolve("k8s"),
            folder.resolve("k8s/a"),
            folder.resolve("k8s/a/x.yaml"),
            folder.resolve("gone"));
  }
}
