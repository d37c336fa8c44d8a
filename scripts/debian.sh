# shellcheck shell=bash disable=SC2154
# To be sourced by set-up.sh: what comes from Debian's packages, and Rust's standard library
# for wasm32 built from Debian's sources, for machines that cannot reach rustup's server.

system_library="/usr/lib/rustlib/$wasm_target/lib"
# Holds the version of the compiler that built the library: it fits no other.
built_with="$system_library/built-with"

as_root() {
  if [[ "$(id -u)" == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root's rights, and sudo is not there: $*"
  fi
}

# Once for all that is installed in one go.
update_package_lists() {
  [[ -z "${lists_are_new:-}" ]] || return 0
  as_root apt-get update -q
  lists_are_new=yes
}

# install_packages NAME...: from Debian, or says what is needed elsewhere.
install_packages() {
  command -v apt-get >/dev/null ||
    fail "this is missing and cannot be installed here, where there is no apt-get: $*." \
      "Please install it by this system's own means."
  say "Installing Debian's packages: $*."
  update_package_lists
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# Whether install_packages can work at all.
can_install_packages() {
  command -v apt-get >/dev/null && { [[ "$(id -u)" == 0 ]] || command -v sudo >/dev/null; }
}

# debian_offers NAME VERSION: whether the package can be had, as new as that or newer.
debian_offers() {
  command -v apt-get >/dev/null || return 1
  update_package_lists
  version_at_least "$2" "$(apt-cache policy "$1" | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p')"
}

uses_system_rust() {
  [[ "$(rustc --print sysroot)" == /usr ]]
}

# Built here, for a compiler that has been upgraded since.
wasm_library_is_stale() {
  uses_system_rust && [[ -f "$built_with" && "$(<"$built_with")" != "$(rustc --version --verbose)" ]]
}

rust_is_missing() {
  fail "Rust $(oldest_rust) or newer with the target $wasm_target is needed." \
    "With rustup: \`rustup update stable && rustup target add $wasm_target\`."
}

# Debian's rustc for building browsers is current also in the stable release.
use_debian_rust() {
  command -v apt-get >/dev/null || rust_is_missing
  say "Using Debian's Rust instead, and building its standard library for the browser."
  local lld
  update_package_lists
  lld="$(apt-cache search --names-only '^lld-[0-9]+$' | cut -d ' ' -f 1 | sort -V | tail -n 1)"
  install_packages rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web "$lld" gcc libc6-dev
  link_linker "$lld"
  if command -v rustup >/dev/null; then
    rustup toolchain link debian /usr
    export RUSTUP_TOOLCHAIN=debian
  fi
  rust_is_new_enough || rust_is_missing
  if ! has_wasm_library || wasm_library_is_stale; then
    build_wasm_library
  fi
}

# rustc calls the linker for wasm32 by this name, in this place.
link_linker() {
  local host folder
  host="$(/usr/bin/rustc --version --verbose | sed -n 's/^host: //p')"
  folder="/usr/lib/rustlib/$host/bin"
  as_root mkdir -p "$folder"
  as_root ln -sfn "/usr/bin/$1" "$folder/rust-lld"
}

build_wasm_library() {
  local folder
  folder="$(mktemp -d)"
  say "Building Rust's standard library for $wasm_target. This happens once and takes about two minutes."
  mkdir -p "$folder/src"
  : >"$folder/src/lib.rs"
  printf '%s\n' '[package]' 'name = "throw-away"' 'edition = "2024"' '[profile.release]' 'panic = "abort"' \
    '[workspace]' >"$folder/Cargo.toml"
  # The bitcode is what link-time optimisation of the page works on.
  (
    cd "$folder" || exit
    RUSTFLAGS=-Cembed-bitcode=yes RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$folder/target" \
      /usr/bin/cargo build --release -Zbuild-std=std,panic_abort,test --target "$wasm_target"
  )
  rm -f "$folder/target/$wasm_target/release/deps/"libthrow_away-*
  /usr/bin/rustc --version --verbose >"$folder/built-with"
  # All or nothing: a library that was copied in part would be taken for a whole one.
  as_root rm -rf "$system_library" "$system_library.new"
  as_root mkdir -p "$system_library.new"
  as_root cp "$folder/target/$wasm_target/release/deps/"*.rlib "$folder/built-with" "$system_library.new/"
  as_root mv "$system_library.new" "$system_library"
  rm -rf "$folder"
  # What was built against an earlier library would not link with this one.
  rm -rf "$project/target/$wasm_target"
}
