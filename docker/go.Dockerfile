# The Go echo server, alone in its image. Build it in the root of the repository.
ARG GO_IMAGE=golang:1.19.8-bullseye

FROM ${GO_IMAGE} AS build
COPY reference-servers/go /build
WORKDIR /build
RUN CGO_ENABLED=0 GOFLAGS=-mod=mod go build -trimpath -ldflags=-s -o /echo .

FROM scratch
COPY --from=build /echo /echo
USER 1000:1000
ENV HOST=0.0.0.0 PORT=8085
EXPOSE 8085
ENTRYPOINT ["/echo"]
