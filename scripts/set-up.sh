#!/usr/bin/env bash
# Sets up what building and testing need, each thing once: what is there already is left alone.
#
#   scripts/set-up.sh page    all that building and serving the page needs
#   scripts/set-up.sh test    the same, and the browser, linters and other programs that the tests need
#   scripts/set-up.sh fuzz    what `make fuzz` needs beyond Rust
#   scripts/set-up.sh rust|lint|packages|tools|crates|browser|programs    one part alone
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/environment.sh
source scripts/debian.sh

trunk_version="0.21.14"
fuzz_version="0.13.2"
oldest_node=20
rustup_seconds=300 # where rustup's server does not answer, go on after this time

# ---- Rust and its wasm32 standard library ----

# version_at_least WANTED FOUND: compares dotted numbers.
version_at_least() {
  [[ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" == "$1" ]]
}

# The oldest Rust that the workspace takes, as Cargo.toml says.
oldest_rust() {
  sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml
}

rust_is_new_enough() {
  local found
  found="$(rustc --version 2>/dev/null | cut -d ' ' -f 2)" || return 1
  version_at_least "$(oldest_rust)" "${found:-0}"
}

# With `test`, which test programs link.
has_wasm_library() {
  local library
  library="$(rustc --print sysroot 2>/dev/null)/lib/rustlib/$wasm_target/lib" || return 1
  compgen -G "$library/libstd-*.rlib" >/dev/null && compgen -G "$library/libtest-*.rlib" >/dev/null
}

# The toolchain on PATH, or the one that RUSTUP_TOOLCHAIN names, is complete.
rust_is_complete() {
  rust_is_new_enough && has_wasm_library && ! wasm_library_is_stale
}

with_time_limit() {
  if command -v timeout >/dev/null; then
    timeout "$rustup_seconds" "$@"
  else
    "$@"
  fi
}

# The ordinary way: rustup's default toolchain, with the target from rustup's server.
use_rustup() {
  local name
  command -v rustup >/dev/null || return 1
  name="$(rustup show active-toolchain 2>/dev/null | cut -d ' ' -f 1)"
  [[ -n "$name" ]] || return 1
  export RUSTUP_TOOLCHAIN="$name"
  if ! rust_is_new_enough; then
    say "The installed Rust ($name) is older than $(oldest_rust). (\`rustup update\` would help.)"
    unset RUSTUP_TOOLCHAIN
    return 1
  fi
  say "Adding the target $wasm_target to Rust's toolchain $name."
  if ! RUST_BACKTRACE=0 with_time_limit rustup target add "$wasm_target" || ! has_wasm_library; then
    say "rustup cannot add the target."
    unset RUSTUP_TOOLCHAIN
    return 1
  fi
}

set_up_rust() {
  [[ -f "$toolchain_file" ]] && rust_is_complete && return
  step "Rust for the browser" choose_rust
}

choose_rust() {
  mkdir -p "$tools"
  unset RUSTUP_TOOLCHAIN
  if ! use_rustup && ! rust_is_complete; then
    use_debian_rust
  fi
  printf '%s\n' "${RUSTUP_TOOLCHAIN:-}" >"$toolchain_file"
  say "Rust is ready: $(rustc --version)."
}

# clippy and rustfmt, in the toolchain that builds.
set_up_lint() {
  cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 && return
  step "Linter and formatter" add_lint
}

add_lint() {
  if uses_system_rust; then
    install_packages rust-web-clippy rustfmt-web
  else
    rustup component add clippy rustfmt || fail "clippy and rustfmt are needed: \`rustup component add clippy rustfmt\`."
  fi
}

set_up_crates() {
  cargo fetch --quiet --offline 2>/dev/null && return
  step "Rust libraries, from Cargo.lock" cargo fetch --quiet
}

# ---- Node and npm packages ----

has_node() {
  local found
  found="$(node --version 2>/dev/null | tr -d v)" || return 1
  version_at_least "$oldest_node" "${found:-0}" && command -v npm >/dev/null
}

set_up_node() {
  has_node && return
  step "Node.js" add_node
}

add_node() {
  if debian_offers nodejs "$oldest_node"; then
    install_packages nodejs npm
  fi
  has_node || fail "Node.js $oldest_node or newer, with npm, is needed to finish and serve the page."
}

set_up_packages() {
  local stamp="$tools/packages.sum" sum
  set_up_node
  sum="$(cksum package-lock.json)"
  if [[ ! -d node_modules || ! -f "$stamp" || "$(<"$stamp")" != "$sum" ]]; then
    step "npm packages, from package-lock.json" npm ci
    mkdir -p "$tools"
    printf '%s\n' "$sum" >"$stamp"
  fi
  mkdir -p "$tools/bin"
  ln -sfn ../../node_modules/.bin/wasm-opt "$tools/bin/wasm-opt"
}

# ---- Trunk and wasm-bindgen ----

# has_tool PROGRAM VERSION
has_tool() {
  [[ "$("$tools/bin/$1" --version 2>/dev/null)" == "$1 $2" ]]
}

# set_up_tool PROGRAM CRATE VERSION OPTIONS...: sees to it that the program is in .tools/bin.
set_up_tool() {
  has_tool "$1" "$3" && return
  step "$1 $3" install_tool "$@"
}

# It runs seldom and not for long, so a quick build is worth more than a fast program.
install_tool() {
  local program="$1" crate="$2" version="$3"
  shift 3
  say "Building it into .tools/. This happens once and takes some minutes."
  CARGO_TARGET_DIR="$tools/build" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=0 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    cargo install "$crate" --version "$version" --root "$tools" --force "$@"
  has_tool "$program" "$version" || fail "$program was built but does not say that it is $version."
}

set_up_tools() {
  local bindgen_version
  bindgen_version="$(awk -F '"' '/^name = /{name = $2} /^version = / && name == "wasm-bindgen" {print $2}' Cargo.lock)"
  command -v cc >/dev/null || install_packages gcc libc6-dev
  # Trunk without TLS: everything it could fetch is set up here.
  set_up_tool trunk trunk "$trunk_version" --locked --no-default-features
  set_up_tool wasm-bindgen wasm-bindgen-cli "$bindgen_version"
  rm -rf "$tools/build"
}

# ---- The browser for the tests ----

has_browser() {
  [[ -x /usr/bin/chromium && -x /usr/bin/chromedriver ]]
}

set_up_browser() {
  has_browser && return
  step "Chromium" add_browser
}

add_browser() {
  install_packages chromium chromium-driver
  has_browser || fail "the tests need /usr/bin/chromium and /usr/bin/chromedriver, as Debian's packages have them."
}

# ---- Other programs, which the tests hold the lab's files against ----

oldest_openssl=3.0
oldest_python=3.9
oldest_cryptography=3.3
oldest_icalendar=4.0
python_environment="$tools/python-environment"

has_openssl() {
  local name found _
  read -r name found _ < <(openssl version 2>/dev/null) || return 1
  [[ "$name" == OpenSSL ]] && version_at_least "$oldest_openssl" "$found"
}

set_up_openssl() {
  has_openssl && return
  step "OpenSSL" add_openssl
}

add_openssl() {
  install_packages openssl
  has_openssl || fail "the tests need OpenSSL $oldest_openssl or newer on PATH; found: $(openssl version 2>&1 || true)"
}

# python_fits PROGRAM: new enough, with libraries that are, and of which the compiled part loads too.
python_fits() {
  local found_python found_cryptography found_icalendar
  read -r found_python found_cryptography found_icalendar < <("$1" -c 'import platform, cryptography, cryptography.x509, icalendar
print(platform.python_version(), cryptography.__version__, icalendar.__version__)' 2>/dev/null) || return 1
  version_at_least "$oldest_python" "$found_python" && version_at_least "$oldest_cryptography" "$found_cryptography" &&
    version_at_least "$oldest_icalendar" "$found_icalendar"
}

set_up_python() {
  [[ -s "$python_file" ]] && python_fits "$(<"$python_file")" && return
  step "Python with cryptography and icalendar" choose_python
}

# Notes the first that fits. The one on PATH need not be the one that this system's packages are for.
note_python() {
  local candidate
  for candidate in python3 /usr/bin/python3 "$python_environment/bin/python"; do
    if python_fits "$candidate"; then
      mkdir -p "$tools"
      # The program itself: what is on PATH may be a script that chooses one by the folder it is called in.
      "$candidate" -c 'import sys; print(sys.executable)' >"$python_file"
      say "Python is ready: $(<"$python_file")."
      return
    fi
  done
  return 1
}

choose_python() {
  note_python && return
  if can_install_packages; then
    install_packages python3 python3-cryptography python3-icalendar || say "Debian's packages cannot be had."
    note_python && return
  fi
  make_python_environment || say "That does not work here."
  note_python || fail "Python $oldest_python or newer is needed with the libraries cryptography, $oldest_cryptography or newer," \
    "and icalendar, $oldest_icalendar or newer: \`python3 -m pip install cryptography icalendar\`."
}

# Without root's rights, and where there are no packages of Debian's.
make_python_environment() {
  say "Making a Python environment with cryptography and icalendar in .tools/."
  rm -rf "$python_environment"
  python3 -m venv "$python_environment" && "$python_environment/bin/python" -m pip install --quiet 'cryptography>=42' 'icalendar>=5'
}

set_up_programs() {
  set_up_openssl
  set_up_python
}

# ---- The fuzzer ----

has_nightly() {
  RUSTUP_TOOLCHAIN=nightly rustc --version >/dev/null 2>&1
}

set_up_fuzz() {
  command -v rustup >/dev/null || fail "the fuzzer needs a nightly Rust, which rustup (https://rustup.rs) brings."
  has_nightly || step "Nightly Rust" add_nightly
  command -v c++ >/dev/null || install_packages g++
  command -v c++ >/dev/null || fail "libFuzzer is written in C++: a C++ compiler is needed."
  has_tool cargo-fuzz "$fuzz_version" || step "cargo-fuzz $fuzz_version" add_cargo_fuzz
}

add_nightly() {
  with_time_limit rustup toolchain install nightly --profile minimal ||
    fail "the fuzzer needs a nightly Rust: \`rustup toolchain install nightly\` does not work here."
}

add_cargo_fuzz() {
  say "Building it into .tools/. This happens once and takes some minutes."
  RUSTUP_TOOLCHAIN=nightly cargo install cargo-fuzz --version "$fuzz_version" --locked --root "$tools" --force ||
    fail "cargo-fuzz is needed and could not be built: \`cargo install cargo-fuzz --version $fuzz_version\`."
}

set_up_page() {
  set_up_rust
  set_up_packages
  set_up_tools
  set_up_crates
}

set_up_test() {
  set_up_page
  set_up_lint
  set_up_browser
  set_up_programs
}

case "${1:-}" in
  page | test | fuzz | rust | lint | packages | tools | crates | browser | programs) "set_up_$1" ;;
  *) fail "say what to set up: page, test, fuzz, rust, lint, packages, tools, crates, browser or programs." ;;
esac
