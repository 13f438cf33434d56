#!/usr/bin/env bash
# engine.sh COMMAND...: builds the Dockerfile and runs COMMAND where Docker has the image, named fake-sfox.
# A running engine is used. If there is none, root gets one that lives in a temporary folder and ends with COMMAND.
# If neither can be had, COMMAND still runs, with the reason in FAKE_SFOX_IMAGE_NOT_RUN.
# FAKE_SFOX_IMAGE_CACHE=DIR keeps a base image that was put together there for the next run.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."

without() { # REASON COMMAND...
  export FAKE_SFOX_IMAGE_NOT_RUN="needs $1"; shift
  exec "$@"
}

work=$(mktemp -d) engine='' child=''
clean() {
  [ -z "$child" ] || kill "$child" 2>/dev/null || true
  if [ -n "$engine" ]; then
    { docker ps --all --quiet | xargs --no-run-if-empty docker rm --force; docker network prune --force; } >/dev/null
    kill "$engine" && wait "$engine"
    [ -n "$bridge" ] || ip link delete docker0
    awk -v under="$work/" 'index($5, under) == 1 { print $5 }' /proc/self/mountinfo | sort -r | xargs --no-run-if-empty umount
  fi 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! docker version >/dev/null 2>&1; then
  command -v dockerd >/dev/null || { clean; without 'docker, which is not installed (Debian: apt-get install docker.io)' "$@"; }
  [ "$(id -u)" = 0 ] || { clean; without 'a running Docker engine, or root to start one' "$@"; }
  bridge=$(ls -d /sys/class/net/docker0 2>/dev/null) || true
  export DOCKER_HOST=unix://$work/docker.sock
  dockerd --host "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" >"$work/engine.log" 2>&1 &
  engine=$!
  until docker version >/dev/null 2>&1; do
    kill -0 "$engine" 2>/dev/null || { tail -3 "$work/engine.log"; exit 1; }
    sleep 0.1
  done
fi

# No registry of images can be reached from everywhere.
image=$(sed -n 's/^FROM //p' Dockerfile | tail -1)
base=${FAKE_SFOX_IMAGE_CACHE:-$work}/base-$(cksum <test/image/base.sh | cut -d' ' -f1).tar
put_together() {
  [ -f "$base" ] || { test/image/base.sh "$base.part" && mv "$base.part" "$base"; }
  docker import --change 'CMD ["node"]' "$base" "$image"
}
{ docker image inspect "$image" || docker pull "$image" || put_together; } >"$work/base.log" 2>&1 ||
  { tail -5 "$work/base.log"; clean; without 'a base image, which can be neither pulled nor put together here' "$@"; }

# What builds has this machine's settings of npm, and what is built does not.
mkdir "$work/builder"
ca=$(npm config get cafile); [ "$ca" != null ] || ca=/dev/null
cp "$ca" "$work/builder/ca.crt"
echo "registry=$(npm config get registry)" >"$work/builder/npmrc"
[ ! -s "$work/builder/ca.crt" ] || echo 'cafile=/usr/local/etc/ca.crt' >>"$work/builder/npmrc"
printf 'FROM %s\nCOPY npmrc ca.crt /usr/local/etc/\n' "$image" >"$work/builder/Dockerfile"
edits=(-e 's/^FROM .* AS build$/FROM fake-sfox-builder AS build/')
# Engines before 25 do not know --start-interval.
[ "$(docker version --format '{{.Server.Version}}' | cut -d. -f1)" -ge 25 ] || edits+=(-e 's/ --start-interval=[^ ]*//')
docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
{ docker build --tag fake-sfox-builder "$work/builder" &&
  sed "${edits[@]}" Dockerfile | docker build --network host --tag fake-sfox --file - .; } >"$work/build.log" 2>&1 ||
  { tail -20 "$work/build.log"; exit 1; }

"$@" & child=$!
wait "$child" && code=0 || code=$?
child=
exit "$code"
