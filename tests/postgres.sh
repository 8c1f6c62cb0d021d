#!/bin/sh
# Starts a throw-away PostgreSQL on a loopback port and prints the URL the tests take:
#   export XUNCHA_TEST_DATABASE_URL="$(tests/postgres.sh start)"; pytest tests/office; tests/postgres.sh stop
# The cluster lives in ${XUNCHA_PG_DIR:-/tmp/xuncha-pg}; durability is off, nothing in it is worth keeping.
set -eu
bin="${XUNCHA_PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)}"
dir="${XUNCHA_PG_DIR:-/tmp/xuncha-pg}"
port="${XUNCHA_PG_PORT:-54329}"

as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi
}

start() {
    [ -x "$bin/initdb" ] || { echo "没有找到 PostgreSQL；请安装 postgresql" >&2; exit 1; }
    if ! as_postgres "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
        rm -rf "$dir"
        mkdir -p "$dir"
        [ "$(id -u)" != 0 ] || chown postgres:postgres "$dir"
        as_postgres "$bin/initdb" -D "$dir/data" -U xuncha -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
        as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -o \
            "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
            start >/dev/null
    fi
    echo "postgresql://xuncha@127.0.0.1:$port/postgres"
}

stop() {
    as_postgres "$bin/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null 2>&1 || true
    rm -rf "$dir"
}

case "${1:-start}" in
    start) start ;;
    stop) stop ;;
    *) echo "用法：tests/postgres.sh start|stop" >&2; exit 2 ;;
esac
