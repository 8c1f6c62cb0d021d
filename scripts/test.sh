#!/usr/bin/env bash
# All tests on SQLite, one worker more than a small machine has cores: many tests wait for a browser; then the tests of the records once more on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pytest -n 3 --dist worksteal -m "not drill" -rs "$@"
if url=$(bash tests/postgres.sh start 2>/dev/null); then
  trap 'bash tests/postgres.sh stop' EXIT
  XUNCHA_TEST_DATABASE_URL="$url" .venv/bin/python -m pytest -n 3 --dist worksteal -m "not drill and not one_database" \
    tests/office tests/flow tests/web
else
  echo "SKIPPED: PostgreSQL 未安装，记录层测试只在 SQLite 上运行"
fi
