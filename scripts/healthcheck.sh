#!/bin/bash
# Health check of the image: succeed if the server in this container is ready. Bash opens the connection itself, which
# takes 3 ms. Node takes 100 ms, and is used for TLS only.
if [[ ${FAKE_SFOX_TLS_CERT:-} ]]; then
  exec node --eval '
    https.get({ host: "127.0.0.1", port: process.env.PORT, path: "/_fake/health", rejectUnauthorized: false, timeout: 2000 })
      .on("timeout", () => process.exit(1))
      .on("response", ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))'
fi
exec 3<>"/dev/tcp/127.0.0.1/$PORT" && printf 'GET /_fake/health HTTP/1.0\r\n\r\n' >&3 &&
  read -r -t 2 status <&3 && [[ $status == *' 200 '* ]]
