#!/usr/bin/env bash
# no-network.sh COMMAND...: runs COMMAND where there is no network but loopback (unshare and ip, and so Linux).
set -euo pipefail
as_root=(); [ "$(id -u)" = 0 ] || as_root=(--map-root-user)
# 192.0.2.0/24 is kept for documentation (RFC 5737): a way there would be one to anywhere.
exec unshare --net "${as_root[@]}" bash -c '
  ip link set lo up
  if ip route get 192.0.2.1 >/dev/null 2>&1; then echo "There is still a network here." >&2; exit 1; fi
  exec "$@"' bash "$@"
