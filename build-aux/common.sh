# SPDX-License-Identifier: GPL-3.0-or-later
# What run, test and bench share; sourced with $top set to the checkout.

# In words of the user's language: say ENGLISH CHINESE
say () {
  case "${LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-C}}}}" in
    zh*) printf '%s\n' "$2" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

fail () {
  say "$1" "$2" >&2
  exit 1
}

# Texts here are UTF-8 whatever the machine is set to.
use_utf8 () {
  case "$(locale charmap 2>/dev/null)" in
    UTF-8) ;;
    *) LC_ALL=C.UTF-8; export LC_ALL ;;
  esac
}

# Names of the packages of one kind or both: wanted_packages run|test
wanted_packages () {
  awk -v kind="$1" '{ sub (/#.*/, "") } NF && ($2 != "test" || kind == "test") { print $1 }' "$top/build-aux/packages"
}

# Runs a command quietly; its output is shown when it fails.
quietly () {
  quiet_log=$(mktemp) || exit 1
  if "$@" >"$quiet_log" 2>&1 </dev/null; then
    rm -f "$quiet_log"
  else
    tail -n 60 "$quiet_log" >&2
    rm -f "$quiet_log"
    return 1
  fi
}

# Installs what is missing: need_packages run|test
need_packages () {
  command -v dpkg-query >/dev/null 2>&1 || return 0 # not Debian: meson will name what it lacks
  missing=
  for package in $(wanted_packages "$1"); do
    case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" in
      installed) ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || return 0

  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      as_root=sudo
    else
      fail "These packages are missing; install them as root and start again:
  apt-get install --no-install-recommends$missing" \
        "缺少下列软件包，请以 root 身份安装后重新运行：
  apt-get install --no-install-recommends$missing"
    fi
  fi
  say "Installing:$missing" "正在安装：$missing"
  [ -z "$as_root" ] || [ ! -t 0 ] || sudo -v || exit 1
  quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update || true
  # shellcheck disable=SC2086
  quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends $missing ||
    fail "The packages could not be installed." "软件包安装失败。"
}

# Configures a build folder with the options given, unless it is already so, and builds $targets, all without:
# build_in NAME [OPTION…]
build_in () {
  build="$top/build/$1"
  shift
  if [ ! -f "$build/build.ninja" ] || [ "$(cat "$build/options" 2>/dev/null)" != "$*" ]; then
    rm -rf "$build"
    quietly meson setup "$@" "$build" "$top" || fail "Cannot configure the build." "无法配置构建。"
    printf '%s\n' "$*" >"$build/options"
  fi
  # shellcheck disable=SC2086
  quietly ninja -C "$build" ${targets:-} || fail "The build failed." "构建失败。"
}
