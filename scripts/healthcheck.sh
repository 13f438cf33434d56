#!/bin/bash
# Whether the server in this container is ready. Bash opens the connection by itself and has the answer in some 3 ms;
# Node takes some 100 ms at every probe, and is asked only where bash cannot: the server speaks TLS.
if [[ ${FAKE_SFOX_TLS_CERT:-} ]]; then
  exec node --eval '
    https.get({ host: "127.0.0.1", port: process.env.PORT, path: "/_fake/health", rejectUnauthorized: false, timeout: 2000 })
      .on("timeout", () => process.exit(1))
      .on("response", ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))'
fi
exec 3<>"/dev/tcp/127.0.0.1/$PORT" && printf 'GET /_fake/health HTTP/1.0\r\n\r\n' >&3 &&
  read -r -t 2 status <&3 && [[ $status == *' 200 '* ]]
