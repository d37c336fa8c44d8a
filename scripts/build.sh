#!/usr/bin/env bash
# Builds the page into dist/, where anything that goes into it has changed.
# Set-up must be done: scripts/set-up.sh page
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/environment.sh

# As old as the start of the last build, and holds the compiler's version.
stamp=target/page-built
sources=(
  Cargo.toml Cargo.lock Trunk.toml index.html crate-core web-app package-lock.json
  scripts/build.sh scripts/finish-build.mjs
)

page_is_current() {
  [[ -f dist/index.html && -f "$stamp" && "$(<"$stamp")" == "$(rustc --version)" ]] &&
    [[ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]]
}

# Messages of a panic name the file of the source. They need not say where on this computer a library lies, which would
# make another page on every computer. Cargo adds these flags to those of .cargo/config.toml.
forget_places() {
  local folder flags=""
  for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
    [[ "$folder" == *[[:space:]]* ]] || flags+=" --remap-path-prefix=$folder="
  done
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"
}

heading "The page"
if page_is_current; then
  say "It is built already, and nothing has changed since."
  exit
fi
say "Compiling the page, the engine and the lab, small. The first time this takes some minutes."
rm -f "$stamp"
mkdir -p target
rustc --version >"$stamp.new"
forget_places
# Offline, for all that Trunk could fetch is set up already. Only errors, for its warnings just say
# that its minifier does not know all of today's JavaScript; it then keeps a file as it is.
RUST_BACKTRACE=0 trunk build --release --offline --log error
mv "$stamp.new" "$stamp"
say "The page is in dist/."
