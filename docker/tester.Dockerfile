# The tester: its jar on a Java runtime of only the modules it needs. Build it in the root of the repository, after
# mvn package: docker build -f docker/tester.Dockerfile -t conntorture .
ARG JDK_IMAGE=eclipse-temurin:17.0.15_6-jdk
ARG BASE_IMAGE=debian:bookworm-20250520-slim

FROM ${JDK_IMAGE} AS runtime
# What jdeps finds, and two that are looked up by name: elliptic curves for TLS and the file system of a jar.
ARG MODULES=jdk.crypto.ec,jdk.zipfs
COPY tester/target/conntorture.jar /build/
RUN jlink --add-modules "$(jdeps --multi-release 17 --ignore-missing-deps --print-module-deps /build/conntorture.jar),$MODULES" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output /opt/java \
    && /opt/java/bin/java --list-modules

FROM ${BASE_IMAGE}
# Where packages can be had: iproute2 adds the limits of listeners to the evidence, tcpdump makes --capture possible.
ARG PACKAGES=
RUN if [ -n "$PACKAGES" ]; then \
        apt-get update && apt-get install -y --no-install-recommends $PACKAGES && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=runtime /opt/java /opt/java
COPY conntorture /opt/conntorture/
COPY tester/target/conntorture.jar /opt/conntorture/tester/target/
COPY docker/engines/shard.sh /usr/local/bin/
COPY docker/in-containers.yaml docker/nginx-in-containers.yaml /data/scenarios/
ENV JAVA_HOME=/opt/java
RUN ln -s /opt/conntorture/conntorture /usr/local/bin/conntorture && chown 1000:1000 /data
USER 1000:1000
WORKDIR /data
RUN conntorture --version
ENTRYPOINT ["conntorture"]
CMD ["--help"]
