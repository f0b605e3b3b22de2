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

  static final Type ARGV = new ListOf(new Text(Format.ANY));
  private static final Type VALUES = new MapOf(Format.ENV_NAME, new Text(Format.ANY));

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
              Key.of("ready", ProbeKeys.READY, "{http: /health}", "When it counts as ready.")
                  .alias("healthcheck", "readiness", "readinessProbe", "readiness_probe"),
              Key.of("live", ProbeKeys.LIVE, "{tcp: true}", "When its container is restarted.")
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
                      new ListOf(SyncKeys.SYNC),
                      "[{from: src, to: /app/src}]",
                      "Files to keep equal.")
                  .alias("watch", "develop"),
              Key.of(
                  "pull",
                  new ListOf(SyncKeys.PULL),
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
                  new ListOf(SyncKeys.CHANGE),
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
