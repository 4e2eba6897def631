#!/usr/bin/env bash
# Fuzzes the readers of files for so many seconds: .ci/fuzz.sh 300
# The flags are the ones of cargo-fuzz without a sanitizer, so that the pinned stable toolchain is enough.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-300}
type -P g++ >/dev/null || { echo "fuzz: g++ is missing; libFuzzer comes as source" >&2; exit 1; }
host=$(rustc -vV | awk '/^host:/ { print $2 }')
flags="--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1"
for flag in level=4 inline-8bit-counters pc-table trace-compares; do flags+=" -Cllvm-args=-sanitizer-coverage-$flag"; done
work=$PWD/target/fuzz
mkdir -p "$work/corpus"
RUSTFLAGS=$flags CARGO_TARGET_DIR=$work cargo build --release --locked --quiet --manifest-path tests/fuzz/Cargo.toml --target "$host"
# Own finds first, then what people have: every fixture and example is a seed. What breaks it is left in target/fuzz.
exec "$work/$host/release/loader" -max_total_time="$seconds" -max_len=200000 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
  -artifact_prefix="$work/" "$work/corpus" tests/fixtures/schema-1 public/examples
