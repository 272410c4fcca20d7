# The same node programs in pm2's cluster mode, two workers. Build it in the root of the repository, after
# reference-servers/node/prepare.sh, whose pm2 is taken: no network is needed here.
ARG NODE_IMAGE=node:18.20.4-bookworm-slim

FROM ${NODE_IMAGE}
COPY reference-servers/node/node_modules /servers/node_modules
COPY reference-servers/node/*.js docker/pm2.sh /servers/
RUN mkdir /pm2 && chown 1000:1000 /pm2
WORKDIR /servers
USER 1000:1000
# No calls home: neither for newer versions nor on the first start.
ENV PATH=/servers/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    PM2_HOME=/pm2 PM2_DISABLE_VERSION_CHECK=true PM2_DISCRETE_MODE=true HOST=0.0.0.0 PORT=8085
RUN pm2 --version
EXPOSE 8085
ENTRYPOINT ["/servers/pm2.sh"]
