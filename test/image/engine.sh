#!/usr/bin/env bash
# engine.sh COMMAND...: builds the Dockerfile without a Docker engine and runs COMMAND where podman has the image, named
# fake-sfox. Whatever COMMAND starts is on a network of its own, ends with it, and leaves nothing behind. For root on
# Debian; elsewhere COMMAND runs all the same, with the reason in FAKE_SFOX_IMAGE_NOT_RUN.
# FAKE_SFOX_IMAGE_CACHE=DIR keeps the base image there for the next run.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."

without() { # REASON COMMAND...
  echo "The image was neither built nor run here: $1."
  export FAKE_SFOX_IMAGE_NOT_RUN=$1; shift
  exec "$@"
}
[ "$(id -u)" = 0 ] || without 'this takes root' "$@"
grep -qx ID=debian /etc/os-release || without 'the base image is put together out of the packages of Debian' "$@"
case $(dpkg --print-architecture) in amd64 | arm64) ;; *) without 'npm has no Node for this processor' "$@" ;; esac

work=$(mktemp -d) child=
clean() {
  [ -z "$child" ] || { kill -KILL "$child"; wait "$child"; } 2>/dev/null || true
  awk -v under="$work/" 'index($5, under) == 1 { print $5 }' /proc/self/mountinfo | sort -r | xargs -r umount -l
  rm -rf --one-file-system "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tools=(aardvark-dns buildah catatonit conmon curl docker-compose iproute2 iptables netavark podman runc util-linux)
{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${tools[@]}"; } \
  >"$work/apt.log" 2>&1 || { tail -3 "$work/apt.log"; clean; without 'apt-get cannot install podman and buildah' "$@"; }

# All that podman and buildah keep is under one folder, so that they neither see nor touch what this machine's own have.
mkdir "$work/npm"
cat >"$work/containers.conf" <<CONF
[containers]
log_driver = "k8s-file"
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
lock_type = "file"
tmp_dir = "$work/tmp"
[network]
network_backend = "netavark"
network_config_dir = "$work/networks"
CONF
cat >"$work/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$work/storage"
runroot = "$work/run"
CONF
echo 'unqualified-search-registries = []' >"$work/registries.conf"
export CONTAINERS_CONF=$work/containers.conf CONTAINERS_STORAGE_CONF=$work/storage.conf
export CONTAINERS_REGISTRIES_CONF=$work/registries.conf
export DISABLE_HC_SYSTEMD=true # There are no timers of systemd that would run health checks: the tests do.
unset DOCKER_HOST CONTAINER_HOST
podman info >"$work/info.log" 2>&1 || { tail -1 "$work/info.log"; clean; without 'podman does not start' "$@"; }

base=${FAKE_SFOX_IMAGE_CACHE:-$work}/base-$(dpkg --print-architecture)-$(cksum <test/image/base.sh | cut -d' ' -f1).tar
[ -f "$base" ] || { test/image/base.sh "$base.part" && mv "$base.part" "$base"; } || { clean; without 'its base image cannot be put together' "$@"; }
podman import --change 'CMD ["node"]' "$base" node:24-bookworm-slim >/dev/null 2>&1

# This machine's settings of npm, and what npm has fetched before, are there while the image is built, and not in it.
declare -A npm
while IFS='=' read -r name value; do npm[$name]=$value; done < <(npm config get registry cache cafile)
[ "${npm[cafile]}" != null ] || npm[cafile]=${NODE_EXTRA_CA_CERTS:-/dev/null}
cp "${npm[cafile]}" "$work/npm/ca.crt"
printf '%s\n' "registry=${npm[registry]}" cache=/mnt prefer-offline=true >"$work/npm/npmrc"
[ ! -s "$work/npm/ca.crt" ] || echo 'cafile=/usr/local/etc/ca.crt' >>"$work/npm/npmrc"

# The example needs the network before there is none.
export FAKE_SFOX_TESTCONTAINERS=$work/testcontainers FAKE_SFOX_ENGINE=unix://$work/podman.sock
cp -r examples/testcontainers "$FAKE_SFOX_TESTCONTAINERS"
npm install --prefix "$FAKE_SFOX_TESTCONTAINERS" --ignore-scripts --no-audit --no-fund --loglevel=error --prefer-offline \
  >/dev/null & example=$!
# Debian's buildah does not know --start-interval.
sed 's/ --start-interval=[^ ]*//' Dockerfile | buildah bud --isolation chroot --format docker --network host --pull-never \
  -v "$work/npm:/usr/local/etc:ro" -v "${npm[cache]}:/mnt" -t fake-sfox -f - . >"$work/build.log" 2>&1 \
  || { tail -20 "$work/build.log"; exit 1; }
wait "$example" || { echo 'examples/testcontainers cannot be installed'; exit 1; }

# Process 1 reaps what containers leave; with it, all others end.
unshare --net --mount --pid --fork --kill-child --mount-proc bash -c '
  ip link set lo up
  podman system service --time=0 "$FAKE_SFOX_ENGINE" >/dev/null 2>&1 &
  "$@"; code=$?
  podman rm -af -t 0 >/dev/null
  exit "$code"' bash "$@" &
child=$!
wait "$child" && code=0 || code=$?
child=
exit "$code"
