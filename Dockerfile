FROM python:3.11-slim-bookworm AS builder

COPY requirements.txt /
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-cache-dir --only-binary :all: \
        --require-hashes -r /requirements.txt

COPY bot.py /app/
COPY quizbot /app/quizbot
COPY questions /app/questions
# The bytecode is made here because the bot may not write next to its code; the checkout's
# permissions may be narrower than its user needs.
RUN python -m compileall -q --invalidation-mode unchecked-hash /app \
    && chmod -R a+rX /app


FROM python:3.11-slim-bookworm

RUN install -d -o 10001 -g 10001 -m 750 /data
COPY --from=builder /venv /venv
COPY --from=builder /app /app

ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    QUIZBOT_DATA=/data \
    QUIZBOT_HEALTH_PORT=8080
WORKDIR /app
USER 10001:10001
VOLUME /data
# Without a proxy: the settings of one would otherwise apply to this address too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['QUIZBOT_HEALTH_PORT'] + '/health', timeout=4)"]
ENTRYPOINT ["python", "bot.py"]
