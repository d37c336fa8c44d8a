#!/usr/bin/env bash
# All checks and tests. The first that fails ends it; none is left out where something is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/environment.sh
current_step="Set-up"
trap '(($? == 0)) || printf "\nFailed: %s\n" "$current_step" >&2' EXIT
scripts/set-up.sh test
source scripts/environment.sh # Set-up has chosen the toolchain.

check_format() {
  cargo fmt --all --check
}

lint_native() {
  cargo clippy --locked --workspace --all-targets -- -D warnings
}

# Natively, most of what talks to a browser is not even compiled.
lint_wasm() {
  cargo clippy --locked --target "$wasm_target" -p trustlens-core -p trustlens-web -- -D warnings
  cargo clippy --locked --target "$wasm_target" -p trustlens-tests --test browser -- -D warnings
}

# tests/webdriver.json says how Chromium is to be started.
test_in_browser() {
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="$tools/bin/wasm-bindgen-test-runner" \
    CHROMEDRIVER=/usr/bin/chromedriver WASM_BINDGEN_TEST_TIMEOUT=300 \
    cargo test --locked --target "$wasm_target" -p trustlens-tests --test browser
}

build_page() {
  scripts/build.sh
  node scripts/sizes.mjs
}

test_end_to_end() {
  local files=(tests/e2e/*.test.mjs)
  [[ -f "${files[0]}" ]] || fail "there are no end-to-end tests."
  node --test --test-reporter=spec --test-timeout=300000 "${files[@]}"
}

build_native_tests() {
  cargo test --locked --workspace --no-run
}

step "Format" check_format
step "Lint, native" lint_native
step "Lint, for the browser" lint_wasm
step "Tests in Chromium" test_in_browser
step "Page and its size" build_page
step "End-to-end tests in Chromium" test_end_to_end
step "Native tests, build" build_native_tests
say "All steps so far: $SECONDS s"

# Last, so that the closing lines are cargo's own, with its own seconds.
heading "Native tests and examples in the documentation"
exec cargo test --locked --workspace
