package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.VolumeConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `init` writes a file that is valid and says what it left out.
class InitTest {

  private static final String COMPOSE =
      """
      x-common: &common
        restart: unless-stopped
        environment: {LOG: info}
      services:
        web:
          <<: *common
          build: {context: ./web, target: dev, args: [NODE=22]}
          command: npm run "dev server"
          ports: ["8080:3000", "9229:9229/udp"]
          environment:
            - API_URL=http://api:4000
            - TOKEN
            - GREETING=$GREETING, ${NAME-you}
          volumes: ["./web/src:/app/src:ro", "node:/cache", "/app/node_modules", "../x:/x"]
          env_file: web.env
          depends_on: {api: {condition: service_healthy}, setup: {condition: service_completed_successfully}}
          healthcheck: {test: "curl -f http://localhost:3000/health || exit 1"}
        api:
          image: example/api:1
          expose: [4000]
          scale: 2
          user: "1000"
          deploy: {resources: {limits: {cpus: "0.5", memory: 512m}}}
          healthcheck: {test: [CMD-SHELL, "pg_isready -U $${USER}"]}
        my_db:
          image: postgres:17
          ports: ["5432:5432"]
          volumes: [{type: volume, source: db, target: /var/lib/postgresql/data}]
          entrypoint: [docker-entrypoint.sh]
        setup: {image: example/setup, depends_on: [my_db]}
      volumes: {db: {}, node: {}}
      """;

  @TempDir Path root;
  private Project project;

  @BeforeEach
  void folder() {
    project = new Project(root.resolve("My Shop")).with("README", "");
  }

  private DevConfig accepted(Init.Proposal proposal) {
    project.config(proposal.text());
    try {
      return project.read();
    } catch (DevloopException e) {
      throw new AssertionError(e.problems() + "\n" + proposal.text(), e);
    }
  }

  private static ServiceConfig service(DevConfig config, String name) {
    return Objects.requireNonNull(config.services().get(new ServiceName(name)), name);
  }

  @Test
  void aComposeFileIsTranslated() {
    project.with("compose.yaml", COMPOSE).with("web/Dockerfile", "FROM node AS dev\nEXPOSE 1\n");

    var proposal = Init.propose(project.folder());
    var config = accepted(proposal);

    assertThat(config.project()).isEqualTo("my-shop");
    assertThat(config.services().sequencedKeySet().toString())
        .isEqualTo("[web, api, my-db, setup]");
    var web = service(config, "web");
    assertThat(web.build().orElseThrow().target()).contains("dev");
    assertThat(web.build().orElseThrow().args()).containsEntry("NODE", "22");
    assertThat(web.args()).containsExactly("npm", "run", "dev server");
    assertThat(web.ports()).containsExactly(3000);
    assertThat(web.hosts()).containsExactly(new HostRoute("my-shop.localhost", "/"));
    assertThat(web.env())
        .isEqualTo(Map.of("API_URL", "http://api:4000", "TOKEN", "", "GREETING", ", you"));
    assertThat(web.ready().orElseThrow().check()).isEqualTo(new ReadyCheck.Http("/health", 3000));
    assertThat(web.sync()).extracting("to").containsExactly("/app/src");
    assertThat(web.volumes()).containsExactly(new VolumeConfig("/cache", "1Gi"));
    assertThat(web.envFiles()).extracting("optional").containsExactly(true);
    assertThat(web.dependsOn().toString()).isEqualTo("[api, setup]");
    var api = service(config, "api");
    assertThat(api.replicas()).isEqualTo(2);
    assertThat(api.resources().memory()).contains("512Mi");
    assertThat(api.hosts()).isEmpty();
    assertThat(api.ready().orElseThrow().check())
        .isEqualTo(new ReadyCheck.Exec(List.of("sh", "-c", "pg_isready -U ${USER}")));
    assertThat(service(config, "my-db").command()).containsExactly("docker-entrypoint.sh");
    assertThat(service(config, "my-db").hosts()).isEmpty();
    assertThat(service(config, "setup").job()).isTrue();
    assertThat(service(config, "setup").dependsOn().toString()).isEqualTo("[my-db]");
  }

  @Test
  void whatAComposeFileSaysAndDevloopDoesNotIsNoted() {
    project.with("compose.yaml", COMPOSE).with("web/Dockerfile", "FROM node AS dev\n");

    assertThat(Init.propose(project.folder()).notes())
        .containsExactlyInAnyOrder(
            "compose.yaml: `9229:9229/udp` of service `web`: UDP is not translated",
            "compose.yaml: volume `../x` of service `web` is not translated",
            "compose.yaml: of service `api` not translated: user",
            "compose.yaml: service `my_db` is called `my-db` now: names of services are DNS labels");
  }

  @Test
  void aDockerfileBecomesAService() {
    project
        .with(
            "api/Dockerfile",
            """
            FROM node:22 AS base
            WORKDIR /app
            FROM base AS dev
            COPY package*.json ./
            COPY --chown=node src ./src
            COPY --from=base /x /y
            EXPOSE 4000/tcp
            RUN <<EOF
            EXPOSE 1
            EOF
            FROM base AS prod
            COPY dist ./dist
            """)
        .with("api/package.json", "{}")
        .with("api/package-lock.json", "{}")
        .with("api/src/main.js", "")
        .with("api/node_modules/x/Dockerfile", "FROM scratch")
        .with("worker/Dockerfile", "FROM golang\nWORKDIR /src\nCOPY . .\n");

    var proposal = Init.propose(project.folder());
    var config = accepted(proposal);

    assertThat(config.services().sequencedKeySet().toString()).isEqualTo("[api, worker]");
    var api = service(config, "api");
    assertThat(api.build().orElseThrow().target()).contains("dev");
    assertThat(api.ports()).containsExactly(4000);
    assertThat(api.sync())
        .extracting(rule -> api.root(root).relativize(rule.from()) + " " + rule.to())
        .containsExactly(
            "package-lock.json /app/package-lock.json",
            "package.json /app/package.json",
            "src /app/src");
    assertThat(api.onChange())
        .containsExactly(
            new ChangeRule(
                List.of("package.json"), new ChangeRule.Action.Run(List.of("sh", "-c", "npm ci"))),
            new ChangeRule(List.of("Dockerfile"), new ChangeRule.Action.Rebuild()));
    assertThat(service(config, "worker").sync()).isEmpty();
    assertThat(proposal.text()).contains("    #   - {from: ., to: /src}");
  }

  @Test
  void aCaddyfileGivesHosts() {
    project
        .with(
            "compose.yaml",
            """
            services:
              web: {image: w, ports: ["8080:80"]}
              api: {image: a, ports: ["4000:4000"]}
              chat: {image: c, expose: [7000]}
            """)
        .with(
            "Caddyfile",
            """
            { # global
              admin off
            }
            shop.localhost, http://www.shop.localhost:80 {
              handle_path /api/* {
                reverse_proxy api:4000
              }
              reverse_proxy /chat/* localhost:7000
              handle {
                reverse_proxy http://127.0.0.1:8080 {
                  header_up Host {host}
                }
              }
            }
            mail.shop.localhost {
              reverse_proxy localhost:1025
            }
            """);

    var proposal = Init.propose(project.folder());
    var config = accepted(proposal);

    assertThat(config.domain()).isEqualTo("shop.localhost");
    assertThat(service(config, "web").hosts())
        .containsExactly(
            new HostRoute("shop.localhost", "/"), new HostRoute("www.shop.localhost", "/"));
    assertThat(service(config, "api").hosts()).contains(new HostRoute("shop.localhost", "/api"));
    assertThat(service(config, "chat").hosts()).contains(new HostRoute("shop.localhost", "/chat"));
    assertThat(proposal.notes())
        .anyMatch(note -> note.contains("handle_path"))
        .anyMatch(note -> note.contains("mail.shop.localhost"));
  }

  @Test
  void aProcessComposeFileIsTranslated() {
    project
        .with("api/Dockerfile", "FROM node\nEXPOSE 4000")
        .with(
            "process-compose.yaml",
            """
            processes:
              api:
                command: "npm run dev -- ${PORT}"
                working_dir: api
                environment: ["PORT=4000", "RAW=$${x}"]
                depends_on: {migrate: {condition: process_completed_successfully}}
                readiness_probe: {http_get: {host: localhost, port: 4000, path: /health}}
              migrate: {command: npm run migrate, working_dir: api, shutdown: {}}
              tool: {command: ./tool}
            """);

    var proposal = Init.propose(project.folder());
    var config = accepted(proposal);

    assertThat(config.services().sequencedKeySet().toString()).isEqualTo("[api, migrate]");
    var api = service(config, "api");
    assertThat(api.command()).containsExactly("sh", "-c", "npm run dev -- ${PORT}");
    assertThat(api.env()).isEqualTo(Map.of("PORT", "4000", "RAW", "$${x}"));
    assertThat(api.ready().orElseThrow().check()).isEqualTo(new ReadyCheck.Http("/health", 4000));
    assertThat(service(config, "migrate").job()).isTrue();
    assertThat(proposal.notes())
        .anyMatch(note -> note.contains("process `tool` runs on the host"))
        .anyMatch(note -> note.contains("not translated: shutdown"));
    assertThat(proposal.text()).contains("#   tool:");
  }

  @Test
  void anEmptyFolderGetsAnExample() {
    var proposal = Init.propose(project.folder());

    assertThat(service(accepted(proposal), "hello").ports()).containsExactly(8080);
    assertThat(proposal.notes()).hasSize(1);
  }

  @Test
  void whateverIsFoundTheProposalIsValid() throws Exception {
    project.with("web/Dockerfile", "FROM a AS dev\nCOPY . /app\n");
    var random = new Random(20260101);
    for (var i = 0; i < 500; i++) {
      var text = HostileFilesTest.mutate(COMPOSE, random);
      Files.write(project.folder().resolve("compose.yaml"), text.getBytes(StandardCharsets.UTF_8));
      accepted(Init.propose(project.folder()));
      Files.delete(project.folder().resolve(ConfigReader.FILE));
    }
  }

  @Test
  void aConfigurationIsNeverOverwritten() throws Exception {
    var written = Init.write(project.folder());
    var file = project.folder().resolve(ConfigReader.FILE);
    assertThat(file).hasContent(written.text());

    Files.writeString(file, "mine");
    var thrown = catchThrowableOfType(DevloopException.class, () -> Init.write(project.folder()));

    assertThat(thrown.problems().getFirst().id()).isEqualTo("config-exists");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFolderThatIsNotThereIsAProblem() {
    assertThatThrownBy(() -> Init.write(root.resolve("nowhere")))
        .isInstanceOf(DevloopException.class);
  }
}
