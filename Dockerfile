# sse-conform with what checks a URL and JSON Schema, compiled; no compiler and no root in what is run.
#
#   docker build -t sse-conform .
#   docker run --rm -v "$PWD:/captures:ro" sse-conform check .
FROM python:3.13-slim AS build
# The newest compiler of the image's Debian will do: it is not in the image that comes of this.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
WORKDIR /source
COPY . .
RUN python -m venv /opt/sse-conform
ENV SSE_CODEC_USE_MYPYC=1
RUN /opt/sse-conform/bin/pip install --no-cache-dir . "./conformance[live,schema]"

FROM python:3.13-slim
COPY --from=build /opt/sse-conform /opt/sse-conform
ENV PATH="/opt/sse-conform/bin:$PATH"
RUN useradd --system --uid 10001 --no-create-home sse-conform
USER 10001
WORKDIR /captures
ENTRYPOINT ["sse-conform"]
CMD ["--help"]
