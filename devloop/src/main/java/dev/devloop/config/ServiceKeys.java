package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.MapOf;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import dev.devloop.config.Type.Whole;
import java.util.List;

/// The part of the table below `services.NAME`.
final class ServiceKeys {

  private static final Type ARGV = new ListOf(new Text(Format.ANY));
  private static final Type VALUES = new MapOf(Format.ENV_NAME, new Text(Format.ANY));
  private static final Type DURATION = new Text(Format.DURATION);
  private static final Type PATTERNS = new ListOf(Keys.TEXT);

  static final Section BUILD =
      new Section(
          "build",
          "How the image of a service is built from a Dockerfile.",
          List.of(
              Key.of(
                      "context",
                      Keys.PATH,
                      "sample/backend",
                      "Folder that is sent to the builder, inside of the project folder.")
                  .or("."),
              Key.of(
                      "dockerfile",
                      Keys.PATH,
                      "Dockerfile",
                      "The Dockerfile, relative to `context`.")
                  .or("Dockerfile"),
              Key.of(
                  "target",
                  Keys.TEXT,
                  "dev",
                  "Stage of the Dockerfile to build. Default: the last one."),
              Key.of(
                  "args",
                  new MapOf(Format.FILLED, new Text(Format.ANY)),
                  "{NODE_VERSION: \"22\"}",
                  "Build arguments.")));

  static final Section ENV_FILE =
      new Section(
          "envFile",
          "A file of environment variables.",
          List.of(
              Key.of("path", Keys.PATH, ".env", "The file, relative to the project folder.").must(),
              Key.of("optional", Keys.FLAG, "true", "A missing file is no error.").or("false")));

  static final Section EXPOSE =
      new Section(
          "expose",
          "A port of a service that programs of this machine reach on 127.0.0.1 without the ingress."
              + " When it is taken, that is an error: nobody would look for it elsewhere.",
          List.of(
              Key.of(
                  "port",
                  Keys.PORT,
                  "6379",
                  "Port of the container. Default: the first port of the service."),
              Key.of(
                  "host",
                  Keys.PORT,
                  "6379",
                  "Port of 127.0.0.1. Default: the same number as `port`.")));

  static final Section RESOURCES =
      new Section(
          "resources",
          "Limits of each pod of a service.",
          List.of(
              Key.of(
                  "cpu",
                  new Text(Format.CPU),
                  "500m",
                  "Limit, in cores (`0.5`) or thousandths (`500m`). The request is always `10m`."),
              Key.of("memory", new Text(Format.MEMORY), "256Mi", "Limit and request.")));

  static final Section VOLUME =
      new Section(
          "volumes",
          "Storage that outlives the pods; `devloop down` keeps it, `down --delete` removes it.",
          List.of(
              Key.of(
                      "path",
                      new Text(Format.MOUNT),
                      "/data",
                      "Where it is mounted in the container.")
                  .must(),
              Key.of("size", new Text(Format.SIZE), "1Gi", "How large it is.").or("1Gi")));

  static final Section SYNC =
      new Section(
          "sync",
          "Files that are copied into the running container when they change. Of rules that overlap"
              + " the last one wins.",
          List.of(
              Key.of(
                      "from",
                      Keys.PATH,
                      "src",
                      "File or folder, relative to `build.context` (to the project folder without"
                          + " `build`).")
                  .must(),
              Key.of("to", new Text(Format.SYNC_TO), "/app/src", "Absolute path in the container.")
                  .must(),
              Key.of(
                  "ignore",
                  PATTERNS,
                  "[\"**/*.test.ts\"]",
                  "Patterns as in `.dockerignore`, relative to `from`.")));

  static final Section PULL =
      new Section(
          "pull",
          "Files that are brought back from the container when they change there, such as a lock file"
              + " that `onChange` renews. Never over a change on the host that the container has not"
              + " seen yet.",
          List.of(
              Key.of(
                      "from",
                      new Text(Format.PULL_FROM),
                      "/app/package-lock.json",
                      "File or folder in the container, an absolute path.")
                  .must(),
              Key.of(
                      "to",
                      Keys.PATH,
                      "package-lock.json",
                      "File or folder of the project, relative to `build.context` (to the project"
                          + " folder without `build`).")
                  .must()));

  static final Section CHANGE =
      new Section(
          "onChange",
          "What else happens when files change: exactly one of `run`, `restart`, `rebuild`.",
          List.of(
              Key.of(
                      "paths",
                      PATTERNS,
                      "[package.json]",
                      "Patterns as in `.dockerignore`, relative to `build.context` (to the project"
                          + " folder without `build`). For `run` and `restart` a sync rule must cover"
                          + " them.")
                  .must(),
              Key.of(
                  "run",
                  new Either(List.of(Keys.TEXT, ARGV)),
                  "npm ci",
                  "Command in the container after the files arrived: text for `sh -c`, or a list"
                      + " without a shell."),
              Key.of("restart", Keys.FLAG, "true", "Restarts the process in the same pod."),
              Key.of("rebuild", Keys.FLAG, "true", "Builds the image and rolls it out.")));

  static final Section READY =
      new Section(
          "ready",
          "When a service counts as ready: exactly one of `http`, `tcp`, `exec`, `log`. Without it: as"
              + " soon as its containers run.",
          List.of(
              Key.of(
                  "http",
                  new Text(Format.URL_PATH),
                  "/health",
                  "A GET of this path answers with a status from 200 to 399."),
              Key.of(
                  "tcp",
                  new Either(List.of(Keys.PORT, Keys.FLAG)),
                  "true",
                  "This port accepts a connection; `true` for the first port of the service."),
              Key.of("exec", ARGV, "[pg_isready]", "This command in the container ends with 0."),
              Key.of(
                  "log",
                  Keys.TEXT,
                  "\"listening\"",
                  "A line of the log contains this text; watched by devloop, not by Kubernetes."),
              Key.of("port", Keys.PORT, "3000", "Port of `http`. Default: the first port."),
              Key.of("period", DURATION, "1s", "Time between two checks.").or("1s"),
              Key.of(
                      "timeout",
                      DURATION,
                      "60s",
                      "How long the service may take from its start until it is failed.")
                  .or("2m")));

  static final Section LIVE =
      new Section(
          "live",
          "When a container is restarted by Kubernetes: exactly one of `http`, `tcp`, `exec`.",
          List.of(
              READY.keys().get(0),
              READY.keys().get(1),
              READY.keys().get(2),
              READY.keys().get(4),
              Key.of("period", DURATION, "10s", "Time between two checks.").or("10s"),
              Key.of(
                      "timeout",
                      DURATION,
                      "30s",
                      "How long the check may fail until the container is restarted.")
                  .or("30s")));

  static final Section SERVICE =
      new Section(
          "services.NAME",
          "A service needs `build`, `image` or `workload`.",
          List.of(
              Key.of("build", BUILD, "{context: backend}", "Builds its image."),
              Key.of("image", new Text(Format.IMAGE), "valkey/valkey:8", "Image to run as it is."),
              Key.of("command", ARGV, "[npm, run, dev]", "Replaces the entrypoint of the image.")
                  .alias("entrypoint", "cmd"),
              Key.of("args", ARGV, "[--verbose]", "Replaces the command of the image."),
              Key.of("port", Keys.PORT, "3000", "Port of the container."),
              Key.of(
                  "ports",
                  new ListOf(Keys.PORT),
                  "[3000, 9229]",
                  "Several ports; the first one is what hosts and checks mean."),
              Key.of(
                  "host",
                  new Text(Format.HOST),
                  "backend",
                  "`backend` is `backend.DOMAIN`, `\"@\"` the domain itself; `name/path` and"
                      + " `\"@/path\"` are paths on them. A name that ends with the domain is taken as"
                      + " it is."),
              Key.of(
                      "hosts",
                      new ListOf(new Text(Format.HOST)),
                      "[backend, \"@/api\"]",
                      "Several hosts.")
                  .alias("url", "urls", "domains", "ingress"),
              Key.of(
                      "expose",
                      Keys.some(EXPOSE),
                      "{port: 6379, host: 6379}",
                      "Port or ports that programs of this machine reach on 127.0.0.1 as plain TCP,"
                          + " such as those of a database.")
                  .alias("publish", "forward", "hostPort"),
              Key.of(
                      "env",
                      VALUES,
                      "{NODE_ENV: development}",
                      "Environment variables; `null` in the local file removes one.")
                  .alias("environment", "variables"),
              Key.of(
                  "envFile",
                  new Either(
                      List.of(
                          Keys.PATH,
                          ENV_FILE,
                          new ListOf(new Either(List.of(Keys.PATH, ENV_FILE))))),
                  ".env",
                  "File or files of environment variables; they become a Secret."),
              Key.of(
                      "dependsOn",
                      new ListOf(Keys.TEXT),
                      "[valkey]",
                      "Services that must be ready (jobs: done) before this one starts. A disabled one"
                          + " is not waited for.")
                  .alias("needs", "requires", "links"),
              Key.of("ready", READY, "{http: /health}", "When it counts as ready.")
                  .alias("healthcheck", "readiness", "readinessProbe", "readiness_probe"),
              Key.of("live", LIVE, "{tcp: true}", "When its container is restarted.")
                  .alias("liveness", "livenessProbe", "liveness_probe"),
              Key.of(
                      "replicas",
                      new Whole(0, Integer.MAX_VALUE, ConfigProblem.REPLICAS_NEGATIVE),
                      "2",
                      "Number of pods; at most 1 with a volume.")
                  .or("1")
                  .alias("scale"),
              Key.of("resources", RESOURCES, "{cpu: 500m, memory: 256Mi}", "Limits of a pod.")
                  .alias("limits"),
              Key.of(
                  "volumes",
                  new ListOf(VOLUME),
                  "[{path: /data, size: 1Gi}]",
                  "Storage that outlives the pods."),
              Key.of(
                      "sync",
                      new ListOf(SYNC),
                      "[{from: src, to: /app/src}]",
                      "Files to keep equal.")
                  .alias("watch", "develop"),
              Key.of(
                  "pull",
                  new ListOf(PULL),
                  "[{from: /app/package-lock.json, to: package-lock.json}]",
                  "Files to bring back from the container."),
              Key.of(
                      "trigger",
                      new Text(Format.TRIGGER),
                      "manual",
                      "`auto`: changes are synced and built as soon as they are saved; `manual`: when"
                          + " `devloop sync --now` says so.")
                  .or("auto"),
              Key.of(
                  "onChange",
                  new ListOf(CHANGE),
                  "[{paths: [package.json], run: npm ci}]",
                  "What else happens when files change."),
              Key.of(
                      "job",
                      Keys.FLAG,
                      "true",
                      "Runs once to its end; again when it changed. Not with `ready`, `live`, `host`,"
                          + " `hosts`, `expose`, `replicas`, `sync`, `pull`, `trigger`.")
                  .or("false"),
              Key.of(
                  "workload",
                  new Text(Format.WORKLOAD),
                  "deployment/api2",
                  "A workload of `manifests` instead of a generated one: its image is replaced by the"
                      + " built one. Only with `build`, `image`, `container`, `dependsOn`, `sync`,"
                      + " `pull`, `trigger`, `onChange`, `enabled`."),
              Key.of(
                  "container",
                  new Text(Format.CONTAINER),
                  "app",
                  "Container of the workload. Default: its only one."),
              Key.of("enabled", Keys.FLAG, "false", "`false`: known, but not run.").or("true")));

  private ServiceKeys() {}
}
