#!/usr/bin/env bash
# Installs the parts some tests need, where apt and root are there; elsewhere those tests are SKIPPED.
#   postgresql          the records on PostgreSQL
#   chromium            pages in a real browser
#   libreoffice, poppler-utils, fonts-noto-cjk   documents rendered to pages
set -u
want=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want+=(postgresql)
command -v chromium >/dev/null || want+=(chromium)
command -v soffice >/dev/null || want+=(libreoffice-writer-nogui libreoffice-calc-nogui)
command -v pdftoppm >/dev/null || want+=(poppler-utils)
fc-list 2>/dev/null | grep -q NotoSansCJK || want+=(fonts-noto-cjk)
[ ${#want[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "缺少 ${want[*]}：没有 root 或 apt，相关测试将标为 SKIPPED"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null 2>&1
apt-get install -y -qq --no-install-recommends "${want[@]}" >/dev/null 2>&1 ||
  echo "安装 ${want[*]} 未成功：相关测试将标为 SKIPPED"
exit 0
