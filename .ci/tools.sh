#!/usr/bin/env bash
# Makes sure of the pinned tools, says one line about each, and installs only what is missing.
#   .ci/tools.sh rust|build|browser|readers|all
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
export PATH="$root/.tools/bin:$root/tests/node_modules/.bin:$PATH"

TRUNK=0.21.14
WASM_OPT=132
WASM_SPLIT=0.2.4
BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)

say() { printf '  %-14s %s\n' "$1" "$2"; }
fail() { printf 'tools: %s\n' "$1" >&2; exit 1; }
version_of() { { "$@" --version 2>/dev/null || true; } | grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1 || true; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
apt_install() {
  type -P apt-get >/dev/null || fail "$1 is missing and there is no apt-get: please install it"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

rust() {
  type -P cargo >/dev/null || fail "cargo is missing: install Rust with rustup (https://rustup.rs)"
  # rust-toolchain.toml names the toolchain; the first call of rustc may fetch it.
  say rustc "$(rustc --version)"
}

wasm_target() {
  local libdir
  libdir=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null || true)
  if [ -z "$libdir" ] || ! ls "$libdir"/libstd-*.rlib >/dev/null 2>&1; then
    type -P rustup >/dev/null || fail "the wasm32-unknown-unknown target is missing and there is no rustup to add it"
    timeout 300 rustup target add wasm32-unknown-unknown || timeout 300 rustup target add wasm32-unknown-unknown \
      || fail "rustup could not add the wasm32-unknown-unknown target"
  fi
  say wasm32 "wasm32-unknown-unknown is installed"
}

cargo_tool() { # program, crate, version
  if [ "$(version_of "$1")" != "$3" ]; then
    say "$1" "compiling $3 into .tools (some minutes, only once)"
    # Outside the project's own target folder, and with the machine's linker settings left alone.
    CARGO_TARGET_DIR="$root/.tools/target" cargo install "$2" --version "$3" --locked --quiet --root "$root/.tools"
    rm -rf "$root/.tools/target"
    [ "$(version_of "$1")" = "$3" ] || fail "$1 $3 was installed but does not answer"
  fi
  say "$1" "$3"
}

node_packages() {
  type -P node >/dev/null && type -P npm >/dev/null || apt_install nodejs npm
  local major
  major=$(version_of node); major=${major%%.*}
  [ "$major" -ge 20 ] || fail "Node 20 or newer is needed, this is $(node --version)"
  # The stamp is a copy of the lock file that the folder was installed from.
  if ! cmp -s tests/package-lock.json tests/node_modules/.planerka-lock; then
    (cd tests && npm ci --no-audit --no-fund --loglevel=error)
    cp tests/package-lock.json tests/node_modules/.planerka-lock
  fi
  say node "$(node --version), packages of tests/package-lock.json"
}

wasm_split() {
  # The program does not tell its version, but cargo keeps a list of what it put there.
  if ! grep -qs "^\"wasm_split_cli_support $WASM_SPLIT " .tools/.crates.toml; then
    say wasm-split-cli "compiling $WASM_SPLIT into .tools (a minute, only once)"
    CARGO_TARGET_DIR="$root/.tools/target" cargo install wasm_split_cli_support --version "$WASM_SPLIT" --features build-binary --locked --quiet --force --root "$root/.tools"
    rm -rf "$root/.tools/target"
  fi
  say wasm-split-cli "$WASM_SPLIT"
}

wasm_opt() {
  [ "$(version_of wasm-opt)" = "$WASM_OPT" ] || fail "wasm-opt $WASM_OPT is expected, found '$(version_of wasm-opt)'"
  say wasm-opt "$WASM_OPT"
}

chromium() {
  local found
  found=$(node tests/e2e/chromium.mjs 2>/dev/null || true)
  if [ -z "$found" ]; then
    apt_install chromium
    found=$(node tests/e2e/chromium.mjs) || fail "no Chromium was found: set CHROMIUM to its path"
  fi
  say chromium "$found"
}

pdftotext() {
  type -P pdftotext >/dev/null || apt_install poppler-utils
  say pdftotext "$(type -P pdftotext)"
}

readers() {
  local part
  for part in libswlo libsclo libsdlo; do
    [ -e "/usr/lib/libreoffice/program/$part.so" ] || { apt_install libreoffice-writer libreoffice-calc libreoffice-impress fonts-liberation; break; }
  done
  say soffice "$(version_of soffice)"
  # The stamp is a copy of the list that the environment was installed from.
  if ! cmp -s tests/export/requirements.txt .tools/venv/.planerka-requirements; then
    type -P python3 >/dev/null && python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
    python3 -m venv .tools/venv
    # Not bin/pip: in a copied tree that still belongs to the environment it was copied from.
    .tools/venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/export/requirements.txt
    cp tests/export/requirements.txt .tools/venv/.planerka-requirements
  fi
  say python "packages of tests/export/requirements.txt"
}

build() { rust; wasm_target; cargo_tool wasm-bindgen wasm-bindgen-cli "$BINDGEN"; cargo_tool trunk trunk "$TRUNK"; wasm_split; node_packages; wasm_opt; }
browser() { node_packages; chromium; pdftotext; }

case "${1:-all}" in
  rust) rust ;;
  build) build ;;
  browser) browser ;;
  readers) pdftotext; readers ;;
  # Programs come from the system's packages while cargo's tools compile.
  all)
    rust; wasm_target; node_packages
    { chromium; pdftotext; readers; } & packages=$!
    build
    wait "$packages" || fail "a program of the system's packages is missing"
    ;;
  *) fail "unknown set of tools: $1" ;;
esac
