#!/usr/bin/env bash
# no-network.sh COMMAND...: runs COMMAND with loopback as the only network. Requires unshare and ip (Linux).
set -euo pipefail
as_root=(); [ "$(id -u)" = 0 ] || as_root=(--map-root-user)
# 192.0.2.0/24 is reserved for documentation (RFC 5737): a route to it would be a route to any network.
exec unshare --net "${as_root[@]}" bash -c '
  ip link set lo up
  if ip route get 192.0.2.1 >/dev/null 2>&1; then echo "There is still a network here." >&2; exit 1; fi
  exec "$@"' bash "$@"
