# The node servers: echo.js by default; http.js and cluster.js as commands. Build it in the root of the repository.
ARG NODE_IMAGE=node:18.20.4-bookworm-slim

FROM ${NODE_IMAGE}
COPY reference-servers/node/*.js /servers/
WORKDIR /servers
USER 1000:1000
ENV HOST=0.0.0.0 PORT=8085
EXPOSE 8085
ENTRYPOINT ["node"]
CMD ["echo.js"]
