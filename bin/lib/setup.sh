# Sourced by the doors in bin/: finds or installs what a checkout needs to be built.
# shellcheck shell=bash
# Works with bash 3.2, the newest one that macOS brings.

JDK_WANTED=25

# say TEXT: progress goes to stderr, the output of a command belongs to the command.
say() { printf '%s\n' "$*" >&2; }

# fail WHAT FIX: the end, with what to do about it.
fail() {
  say "error: $1"
  say "fix:   $2"
  exit 3
}

# jdk_version HOME: the major version of a complete JDK, read from its own note (no JVM is started).
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# is_wanted_jdk HOME
is_wanted_jdk() {
  local version
  version=$(jdk_version "$1") && [ -n "$version" ] && [ "$version" -ge "$JDK_WANTED" ]
}

# jdk_on_path: the home of the javac on the PATH, links followed.
jdk_on_path() {
  local program
  program=$(command -v javac) || return 1
  # BSD readlink knows no -f before macOS 12.3
  program=$(readlink -f "$program" 2>/dev/null || printf '%s' "$program")
  dirname "$(dirname "$program")"
}

# find_jdk: exports JAVA_HOME of a fitting JDK: what is set, what is on the PATH, the usual folders.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(jdk_on_path || true)" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/lib/jvm/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && is_wanted_jdk "$home"; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  return 1
}

# confirm QUESTION: yes without a terminal and with YES=1.
confirm() {
  [ "${YES:-}" = 1 ] || [ ! -t 0 ] || [ ! -t 2 ] && return 0
  local answer
  read -r -p "$1 [Y/n] " answer
  case $answer in '' | [yY]*) return 0 ;; *) return 1 ;; esac
}

# as_root COMMAND...
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# apt_knows PACKAGE: a fresh machine has empty lists.
apt_knows() {
  apt-cache show "$1" >/dev/null 2>&1 && return
  as_root apt-get update >&2 && apt-cache show "$1" >/dev/null 2>&1
}

# install WHAT APT_PACKAGE BREW_PACKAGE FIX: with the system's package manager, or ends with FIX.
install() {
  local what=$1 apt=$2 brew=$3 fix=$4
  if command -v apt-get >/dev/null && apt_knows "$apt"; then
    confirm "Install $what (apt-get install $apt)?" || fail "$what is missing" "$fix"
    say "== Installing $what (apt-get install $apt)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$apt" >&2 ||
      fail "apt-get could not install $apt" "$fix"
  elif command -v brew >/dev/null; then
    confirm "Install $what (brew install $brew)?" || fail "$what is missing" "$fix"
    say "== Installing $what (brew install $brew)"
    brew install "$brew" >&2 || fail "brew could not install $brew" "$fix"
  else
    fail "$what is missing" "$fix"
  fi
}

# need_jdk: finds or installs a JDK and exports JAVA_HOME.
need_jdk() {
  local fix="install a JDK $JDK_WANTED or later (https://adoptium.net) and set JAVA_HOME to it"
  find_jdk && return
  install "a JDK $JDK_WANTED" "openjdk-$JDK_WANTED-jdk-headless" openjdk "$fix"
  find_jdk || fail "no JDK $JDK_WANTED or later: not in JAVA_HOME, on the PATH or in the usual folders" "$fix"
}

# need_maven: for the build from a checkout.
need_maven() {
  command -v mvn >/dev/null && return
  install Maven maven maven "install Maven 3.8 or later (https://maven.apache.org)"
}

# find_go: the usual folder when it is not on the PATH.
find_go() {
  command -v go >/dev/null && return
  [ -x /usr/local/go/bin/go ] && export PATH="$PATH:/usr/local/go/bin"
}

# need_chromium: the browser of the page's tests.
need_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return
  done
  install Chromium chromium chromium "install Chromium or Chrome and put it on the PATH"
}

# need_certutil: what Chromium and Firefox keep their certificates with, for the tests of HTTPS.
need_certutil() {
  command -v certutil >/dev/null && return
  install certutil libnss3-tools nss "install certutil (of NSS)"
}
