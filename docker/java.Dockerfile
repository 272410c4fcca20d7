# The Java echo server: a class path of the reference servers alone, on a runtime of only the modules they need. Build it in the root of
# the repository, after mvn package.
ARG JDK_IMAGE=eclipse-temurin:17.0.15_6-jdk
ARG BASE_IMAGE=debian:bookworm-20250520-slim

FROM ${JDK_IMAGE} AS runtime
COPY reference-servers/target/classes /build/classes
# Signals are looked up by name, so jdeps does not see their module.
RUN jlink --add-modules "$(jdeps --print-module-deps /build/classes),jdk.unsupported" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output /opt/java

FROM ${BASE_IMAGE}
COPY --from=runtime /opt/java /opt/java
COPY reference-servers/target/classes /opt/reference-servers
USER 1000:1000
EXPOSE 8085
ENTRYPOINT ["/opt/java/bin/java", "-Xmx64m", "-XX:+UseSerialGC", "-cp", "/opt/reference-servers", \
    "org.conntorture.reference.ReferenceServer"]
CMD ["echo", "--host=0.0.0.0", "--port=8085"]
