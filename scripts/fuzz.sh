#!/usr/bin/env bash
# Runs every target of the fuzzer on top of the fixtures: SECONDS_EACH (60) seconds each, or only TARGETS="log zip".
# The first input that breaks a promise ends it, and is kept in tests/fuzz/artifacts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/environment.sh
scripts/set-up.sh fuzz

seconds_each="${SECONDS_EACH:-60}"
[[ "$seconds_each" =~ ^[1-9][0-9]*$ ]] || fail "SECONDS_EACH is a number of seconds, not \"$seconds_each\"."
export RUSTUP_TOOLCHAIN=nightly
fuzz="$PWD/tests/fuzz"
seeds="$fuzz/corpus/seeds"

# All fixtures for all targets: libFuzzer keeps what takes a target further.
copy_seeds() {
  local file
  rm -rf "$seeds"
  mkdir -p "$seeds"
  git ls-files -z tests/fixtures | while IFS= read -r -d '' file; do
    cp "$file" "$seeds/${file//\//_}"
  done
  say "$(find "$seeds" -type f | wc -l) fixtures are seeds."
}

# An input of more than 100 KB takes no target further than a smaller one, and one that takes half a minute is a fault.
run_target() {
  mkdir -p "$fuzz/corpus/$1"
  cargo fuzz run --fuzz-dir "$fuzz" "$1" "$fuzz/corpus/$1" "$seeds" -- \
    -max_total_time="$seconds_each" -max_len=100000 -timeout=30 -rss_limit_mb=4096 -print_final_stats=1 -print_funcs=0 -verbosity=0
}

# With the versions of libraries that everything else is built with.
build_targets() {
  cp Cargo.lock "$fuzz/Cargo.lock"
  cargo fuzz build --fuzz-dir "$fuzz"
}

step "Seeds" copy_seeds
step "Build, for libFuzzer" build_targets
targets="${TARGETS:-$(cargo fuzz list --fuzz-dir "$fuzz")}"
for target in $targets; do
  step "$target, $seconds_each s" run_target "$target"
done
say "No target broke a promise."
