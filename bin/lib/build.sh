# Sourced by bin/devloop: builds devloop from the checkout.
# shellcheck shell=bash
# shellcheck source=bin/lib/setup.sh
. "$root/bin/lib/setup.sh"

# need_build: one of several at once builds, the others wait for it.
need_build() {
  mkdir -p "$root/target"
  # mkdir is the one lock that every system has
  local lock=$root/target/.building holder
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$lock"
    else
      sleep 0.2
    fi
  done
  echo $$ >"$lock/pid"
  trap 'rm -rf "$root/target/.building"' EXIT
  is_built || build
  rm -rf "$lock"
  trap - EXIT
}

build() {
  need_jdk
  need_maven
  say "== Building devloop (once)"
  local began=$SECONDS log=$root/target/build.log fresh=$root/target/dist.new
  # what is edited while this runs is newer than the mark
  rm -rf "$fresh" && mkdir -p "$fresh/lib"
  touch "$fresh/began"
  if ! (cd "$root" && mvn -B -ntp -q -pl devloop -am -Dmaven.test.skip=true -DskipUnitTests=true -Dspotless.check.skip=true -Denforcer.skip=true \
    -Dstatic.checks=-parameters \
    package) >"$log" 2>&1; then
    say "$(grep -E '^\[?.*ERROR' "$log" | head -20)"
    fail "devloop could not be built" "see $log"
  fi
  collect "$fresh"
  rm -rf "$dist.old"
  [ -d "$dist" ] && mv "$dist" "$dist.old"
  mv "$fresh" "$dist"
  rm -rf "$dist.old"
  # the caches know the jars by their place: made where they stay
  train || say "   (without start-up caches: see $root/target/train.log)"
  touch -r "$dist/began" "$dist/built"
  mv "$dist/built" "$dist/ready"
  say "   $((SECONDS - began)) s"
}

# collect DIR: the jars, the two class paths and the file `ready`, still called `built`, that bin/devloop reads.
collect() {
  local fresh=$1 jar short="" all=""
  cp "$root"/devloop/target/lib/*.jar "$fresh/lib/"
  for jar in core files logs engine cluster-kind kube sync tls ui devloop; do
    cp "$root/$jar/target/$jar"-*.jar "$fresh/lib/"
  done
  renew_picocli "$fresh/lib"
  # the client's own, short: a long class path costs it a third of its time
  for jar in core devloop picocli snakeyaml-engine ui jline; do
    for jar in "$fresh/lib/$jar"-[0-9]*.jar "$fresh/lib/$jar"-terminal*.jar "$fresh/lib/$jar"-native*.jar; do
      [ -f "$jar" ] && short=$short${short:+:}$dist/lib/${jar##*/}
    done
  done
  for jar in "$fresh"/lib/*.jar; do all=$all${all:+:}$dist/lib/${jar##*/}; done
  printf '%s\n' "$all" >"$fresh/classpath"
  local digest
  digest=$(cat "$fresh"/lib/{core,files,logs,engine,cluster-kind,kube,sync,tls,ui,devloop}-*.jar | cksum)
  printf '%s\n%s\n%s\n' "$JAVA_HOME/bin/java" "0.1.0+${digest%% *}" "$short" >"$fresh/built"
}

# renew_picocli DIR: its classes as those of today, for the start-up cache. Optional.
renew_picocli() {
  local jar
  for jar in "$1"/picocli-*.jar; do
    if "$JAVA_HOME/bin/java" "$root/bin/lib/RenewClasses.java" "$jar" "$jar.new" >&2; then
      mv "$jar.new" "$jar"
    else
      rm -f "$jar.new"
    fi
  done
}

# train: the start-up caches, by a training run of daemon and client against a project of its own.
# No engine or cluster is needed or touched: a program beside this one plays them.
train() (
  home=$(mktemp -d) log=$root/target/train.log cluster= commands=status
  trap '[ -z "$cluster" ] || kill "$cluster"; rm -rf "$home"' EXIT
  mkdir "$home/p"
  # without HTTPS: what signs certificates is not to be in every daemon's memory
  printf 'version: 1\nproject: training\nhttps: off\ncluster: {name: c}\nservices: {a: {image: "none/none:1", port: 80, ready: {http: /}}}\n' >"$home/p/dev-config.yaml"
  { read -r java; read -r version; read -r short; } <"$dist/built"
  common=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable
    --enable-native-access=ALL-UNNAMED
    "-Ddevloop.install=$root" "-Ddevloop.dist=$dist" "-Ddevloop.version=$version")
  "${java%/*}/keytool" -genkeypair -alias training -keyalg RSA -dname CN=training -ext san=ip:127.0.0.1 \
    -ext bc=ca:true -storetype PKCS12 -storepass training -keystore "$home/keys" >"$log" 2>&1 || return 1
  "$java" "$root/bin/lib/TrainingCluster.java" "$home/keys" "$home/kubeconfig" "$home/engine" >>"$log" 2>&1 &
  cluster=$!
  for _ in $(seq 600); do
    [ -s "$home/engine" ] && break
    kill -0 "$cluster" 2>/dev/null || return 1
    sleep 0.1
  done
  DEVLOOP_HOME=$home/home DOCKER_HOST=$(cat "$home/engine") KUBECONFIG=$home/users-kubeconfig
  export DEVLOOP_HOME DOCKER_HOST KUBECONFIG
  # the node's agent as if it were built: an `up` would build it
  if agent=$("$root/images/build" --key sync-agent 2>>"$log"); then
    agent=$DEVLOOP_HOME/cache/recipes/sync-agent/$agent
    mkdir -p "$agent" && printf 'training' >"$agent/devloop-agent" && chmod +x "$agent/devloop-agent"
    commands="up status"
  fi
  "$java" "${common[@]}" -XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow \
    -Ddevloop.train="$home/kubeconfig" -XX:AOTCacheOutput="$dist/daemon.aot" -cp "$(cat "$dist/classpath")" \
    dev.devloop.daemon.DaemonMain "$home/p/dev-config.yaml" >>"$log" 2>&1 &
  daemon=$!
  for _ in $(seq 300); do
    [ -f "$(echo "$DEVLOOP_HOME"/state/projects/*/daemon)" ] && break
    kill -0 "$daemon" 2>/dev/null || return 1
    sleep 0.1
  done
  "$java" "${common[@]}" -Djdk.reflect.useNativeAccessorOnly=true -XX:AOTCacheOutput="$dist/cli.aot" -cp "$short" \
    dev.devloop.cli.Training "$home/p" $commands >>"$log" 2>&1
  kill -TERM "$daemon"
  wait "$daemon" || true
  # the system holds what was just written in pieces of up to 2 MB, and a daemon gets a piece for each byte that it reads:
  # read again it comes in small ones (GNU's dd; without it there is nothing but 15 MB to lose)
  dd of="$dist/daemon.aot" oflag=nocache conv=nocreat,notrunc,fdatasync count=0 2>>"$log" || true
  [ -f "$dist/cli.aot" ] && [ -f "$dist/daemon.aot" ]
)
