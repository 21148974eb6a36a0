# Trialogue in a container: `docker compose up` (docker-compose.yml) is the usual way in.
# Debian, not Alpine: ONNX Runtime's binaries need glibc.

FROM node:24-bookworm-slim AS tools
RUN npm install --global pnpm@12
WORKDIR /app
# The lockfile alone fills pnpm's store, so that a change of sources downloads nothing again.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch && rm -rf node_modules

FROM tools AS web
COPY . .
RUN pnpm install --frozen-lockfile --offline
RUN node start.mjs --build-only

FROM tools AS server
COPY . .
# No optional packages: they hold a Node for hosts that have an older one.
RUN pnpm install --frozen-lockfile --offline --prod --no-optional --filter "@trialogue/server..."
# ONNX Runtime ships the binaries of every system.
RUN rm -rf node_modules/.pnpm/onnxruntime-node@*/node_modules/onnxruntime-node/bin/napi-v6/darwin \
    node_modules/.pnpm/onnxruntime-node@*/node_modules/onnxruntime-node/bin/napi-v6/win32

FROM node:24-bookworm-slim
ENV NODE_ENV=production
ENV TRIALOGUE_DATA_DIR=/data
# Inside a container the loopback address reaches nobody. The server refuses any other address unless
# TRIALOGUE_ALLOW_INSECURE_HOST=1 says that access is limited in another way: docker-compose.yml sets it.
ENV TRIALOGUE_HOST=0.0.0.0
WORKDIR /app
COPY --from=server /app ./
COPY --from=web /app/apps/web/dist ./apps/web/dist
RUN mkdir -p /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 7357
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7357/readyz').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/src/main.ts"]
