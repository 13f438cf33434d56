# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build && npm prune --omit=dev
# Nothing reads these at run time, and they are more than half of it all. Licences stay.
RUN find dist node_modules -type d \( -name test -o -name docs \) -prune -exec rm -r {} + \
    && find dist node_modules -type f \( -name '*.md' -o -name '*.map' -o -name '*.ts' -o -name '*.[cm]ts' \) \
      ! -iname 'licen[cs]e*' ! -iname 'notice*' -delete

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
COPY LICENSE scripts/healthcheck.sh ./
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

HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=250ms --retries=3 \
  CMD ["/app/healthcheck.sh"]
