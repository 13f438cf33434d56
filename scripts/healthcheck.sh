#!/bin/bash
# Health check of the image: succeed if the server in this container is ready, at the address and the port that its
# environment names. Bash opens the connection itself, which takes 3 ms. Node takes 100 ms, and is used for TLS only.
host=${FAKE_SFOX_HOST:-127.0.0.1} port=${PORT:-7369}
host=${host#[} host=${host%]}
# A wildcard consists of zeros: 0.0.0.0, 0, ::, ::0, ::ffff:0.0.0.0. Loopback is one of the addresses that it stands for.
[[ ${host#::ffff:} == *[!0.:]* ]] || host=127.0.0.1
if [[ ${FAKE_SFOX_TLS_CERT:-} ]]; then
  exec node --eval '
    const [host, port] = process.argv.slice(1)
    https.get({ host, port, path: "/_fake/health", agent: false, rejectUnauthorized: false, timeout: 2000 })
      .on("timeout", () => process.exit(1))
      .on("response", ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))' -- "$host" "$port"
fi
exec 3<>"/dev/tcp/$host/$port" && printf 'GET /_fake/health HTTP/1.0\r\n\r\n' >&3 &&
  read -r -t 2 status <&3 && [[ $status == *' 200 '* ]]
