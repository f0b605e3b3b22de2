package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.BuildConfig;
import dev.devloop.core.config.ChangeRule;
import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.EnvFile;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.core.config.Probe;
import dev.devloop.core.config.PullRule;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.SyncRule;
import dev.devloop.core.config.Trigger;
import dev.devloop.core.config.VolumeConfig;
import dev.devloop.core.config.WorkloadRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file with every key reads as what it says.
class ExampleFileTest {

  static final String EXAMPLE =
      """
      version: 1
      project: shop                    # DNS label: namespace and name prefix
      domain: dev.localhost            # default PROJECT.localhost
      https: required
      cluster: {name: devloop, kubernetes: "1.36", ingress: traefik, ports: {http: 80, https: 443}}
      services:
        backend:
          build: {context: sample/backend, dockerfile: Dockerfile, target: dev, args: {}}
          command: [npm, run, dev]
          port: 3000
          host: backend
          env: {NODE_ENV: development, GREETING: "${GREETING:-hello}"}
          envFile: .env
          dependsOn: [valkey]
          ready: {http: /health}
          replicas: 1
          resources: {cpu: 500m, memory: 256Mi}
          sync: [{from: src, to: /app/src, ignore: ["**/*.test.ts"]}, {from: package.json, to: /app/package.json}]
          pull: [{from: /app/package-lock.json, to: package-lock.json}]
          trigger: manual
          onChange:
            - {paths: [package.json], run: npm ci}
            - {paths: [Dockerfile], rebuild: true}
        valkey: {image: "valkey/valkey:8", port: 6379, volumes: [{path: /data, size: 1Gi}]}
        migrate: {image: "shop/migrate:1", job: true, dependsOn: [valkey]}
        api2: {workload: deployment/api2, container: app, build: {context: api2}}
      manifests: [k8s/]
      ui: {port: 7400}
      logs: {size: 64Mi}
      """;

  @TempDir Path folder;
  private DevConfig config;

  static Project project(Path folder) {
    return new Project(folder)
        .config(EXAMPLE)
        .with("sample/backend/Dockerfile", "FROM node:22-slim AS dev\nFROM dev AS prod\n")
        .with("api2/Dockerfile", "FROM scratch\n")
        .with("k8s/api2.yaml", "")
        .with(".env", "TOKEN=secret\n");
  }

  @BeforeEach
  void read() {
    config = project(folder).read();
  }

  private ServiceConfig service(String name) {
    return Objects.requireNonNull(config.services().get(new ServiceName(name)));
  }

  @Test
  void theProjectAndItsClusterAreRead() {
    assertThat(config.folder()).isEqualTo(folder);
    assertThat(config.file()).isEqualTo(folder.resolve("dev-config.yaml"));
    assertThat(config.project()).isEqualTo("shop");
    assertThat(config.domain()).isEqualTo("dev.localhost");
    assertThat(config.cluster())
        .isEqualTo(new ClusterConfig("devloop", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443));
    assertThat(config.manifests()).containsExactly(folder.resolve("k8s"));
    assertThat(config.recipes()).isEmpty();
    assertThat(config.https()).isEqualTo(HttpsMode.REQUIRED);
    assertThat(config.uiPort()).hasValue(7400);
    assertThat(config.logBytes()).isEqualTo(64L << 20);
    assertThat(config.services().sequencedKeySet().stream().map(ServiceName::value))
        .containsExactly("backend", "valkey", "migrate", "api2");
  }

  @Test
  void aBuiltServiceIsRead() {
    var context = folder.resolve("sample/backend");
    assertThat(service("backend"))
        .isEqualTo(
            new ServiceConfig(
                new ServiceName("backend"),
                Optional.of(
                    new BuildConfig(
                        context, context.resolve("Dockerfile"), Optional.of("dev"), Map.of())),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of("npm", "run", "dev"),
                List.of(),
                List.of(3000),
                List.of(new HostRoute("backend.dev.localhost", "/")),
                Map.of("NODE_ENV", "development", "GREETING", "hello"),
                List.of(new EnvFile(folder.resolve(".env"), false)),
                List.of(new ServiceName("valkey")),
                Optional.of(Probe.ready(new ReadyCheck.Http("/health", 3000))),
                Optional.empty(),
                1,
                new Resources(Optional.of("500m"), Optional.of("256Mi")),
                List.of(),
                List.of(
                    new SyncRule(context.resolve("src"), "/app/src", List.of("**/*.test.ts")),
                    new SyncRule(context.resolve("package.json"), "/app/package.json", List.of())),
                List.of(
                    new PullRule("/app/package-lock.json", context.resolve("package-lock.json"))),
                Trigger.MANUAL,
                List.of(
                    new ChangeRule(
                        List.of("package.json"), new Action.Run(List.of("sh", "-c", "npm ci"))),
                    new ChangeRule(List.of("Dockerfile"), new Action.Rebuild())),
                true));
  }

  @Test
  void otherKindsOfServicesAreRead() {
    assertThat(service("valkey").image()).contains("valkey/valkey:8");
    assertThat(service("valkey").trigger()).isEqualTo(Trigger.AUTO);
    assertThat(service("valkey").volumes()).containsExactly(new VolumeConfig("/data", "1Gi"));
    assertThat(service("migrate").job()).isTrue();
    assertThat(service("api2").workload())
        .contains(new WorkloadRef("deployment", "api2", Optional.of("app")));
    assertThat(service("api2").replicas()).isEqualTo(1);
  }

  @Test
  void readingTwiceGivesEqualConfigurations() {
    assertThat(new Project(folder).read()).isEqualTo(config);
  }

  @Test
  void theSampleProjectOfThisRepositoryIsValid() {
    assertThat(new Project(Path.of("..")).read().project()).isEqualTo("shop");
  }
}
