# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json tsconfig.page.json ./
COPY scripts scripts
COPY src src
RUN npm run build && rm dist/.*tsbuildinfo && npm prune --omit=dev

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="fake-sfox" \
      org.opencontainers.image.description="A local stand-in for sFOX's enterprise API. Not affiliated with sFOX." \
      org.opencontainers.image.licenses="MIT"
# What runs needs no package manager, and what breaks in should find none. The lists of what is installed stay, for
# scanners to read.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
      /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
      /usr/bin/apt* /usr/bin/dpkg* /usr/lib/apt /usr/lib/dpkg
WORKDIR /app
COPY LICENSE ./
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY fixtures fixtures

ENV NODE_ENV=production \
    FAKE_SFOX_HOST=0.0.0.0 \
    PORT=7369
EXPOSE 7369
USER 1000:1000
ENTRYPOINT ["node", "/app/dist/cli.js"]

# A shell rather than a Node process: some 3 ms instead of some 100 ms at every probe. bash opens the connection itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=250ms --retries=3 \
  CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT} && printf 'GET /_fake/health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 2 status <&3 && [[ $status == *' 200 '* ]]"]
