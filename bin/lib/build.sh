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
  if ! (cd "$root" && mvn -B -ntp -q -pl devloop -am -DskipTests -Dspotless.check.skip=true \
    package) >"$log" 2>&1; then
    say "$(grep -E '^\[?.*ERROR' "$log" | head -20)"
    fail "devloop could not be built" "see $log"
  fi
  collect "$fresh"
  train "$fresh" || say "   (without start-up caches)"
  touch -r "$fresh/began" "$fresh/ready"
  rm -rf "$dist.old"
  [ -d "$dist" ] && mv "$dist" "$dist.old"
  mv "$fresh" "$dist"
  rm -rf "$dist.old"
  say "   $((SECONDS - began)) s"
}

# collect DIR: the jars, the two class paths and the file `ready` that bin/devloop reads.
collect() {
  local fresh=$1 jar short="" all=""
  cp "$root"/devloop/target/lib/*.jar "$fresh/lib/"
  for jar in core engine cluster-kind kube sync ui devloop; do
    cp "$root/$jar/target/$jar"-*.jar "$fresh/lib/"
  done
  # the client's own, short: a long class path costs it a third of its time
  for jar in core devloop picocli snakeyaml-engine ui jline; do
    for jar in "$fresh/lib/$jar"-[0-9]*.jar "$fresh/lib/$jar"-terminal*.jar "$fresh/lib/$jar"-native*.jar; do
      [ -f "$jar" ] && short=$short${short:+:}$dist/lib/${jar##*/}
    done
  done
  for jar in "$fresh"/lib/*.jar; do all=$all${all:+:}$dist/lib/${jar##*/}; done
  printf '%s\n' "$all" >"$fresh/classpath"
  local digest
  digest=$(cat "$fresh"/lib/{core,engine,cluster-kind,kube,sync,ui,devloop}-*.jar | cksum)
  printf '%s\n%s\n%s\n' "$JAVA_HOME/bin/java" "0.1.0+${digest%% *}" "$short" >"$fresh/ready"
}

# train DIR: the start-up caches, by a training run each.
train() { return 0; }
