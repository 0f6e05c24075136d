# A static binary and nothing else; runs as nobody. Build: docker build -t incidentbot .
# Run:   docker run -e INCIDENTBOT_TELEGRAM_TOKEN -v incidentbot:/data incidentbot
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /incidentbot ./cmd/incidentbot && mkdir /empty

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /incidentbot /incidentbot
COPY --from=build --chown=65532:65532 --chmod=0700 /empty /data
COPY --from=build --chown=65532:65532 --chmod=1777 /empty /tmp
COPY LICENSE NOTICE /
USER 65532:65532
ENV INCIDENTBOT_DATA=/data
VOLUME /data
# The running process answers on its socket in the data folder.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["/incidentbot", "doctor", "--alive"]
ENTRYPOINT ["/incidentbot"]
CMD ["serve"]
