#!/bin/sh
# Tests need Chromium, Chinese fonts, PostgreSQL and, to open what is exported, LibreOffice and
# poppler; where they are missing, apt brings them.
set -eu
can_install() {
  command -v apt-get > /dev/null 2>&1 || return 1
  [ "$(id -u)" -eq 0 ] || sudo -n true 2> /dev/null
}
missing=""
command -v chromium > /dev/null 2>&1 || missing="chromium"
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || missing="$missing postgresql"
command -v chromium-headless-shell > /dev/null 2>&1 || missing="$missing chromium-headless-shell"
command -v pdftotext > /dev/null 2>&1 || missing="$missing poppler-utils"
command -v soffice > /dev/null 2>&1 || missing="$missing libreoffice-impress libreoffice-writer libreoffice-calc"
fc-list 2> /dev/null | grep -qi "cjk" || missing="$missing fonts-noto-cjk"
fc-list 2> /dev/null | grep -q "wqy-microhei" || missing="$missing fonts-wqy-microhei"
# Java for Spark, where PySpark is installed; without it the tests of Spark alone are skipped
java=""
if ls .venv/lib/python3*/site-packages/pyspark > /dev/null 2>&1; then
  command -v java > /dev/null 2>&1 || java="default-jre-headless"
fi
# Kerberos for HDFS, where its servers are: `make endurance`
kerberos=""
if [ -d .venv/hadoop ] && ! [ -x /usr/sbin/krb5kdc ]; then
  kerberos="krb5-kdc krb5-admin-server krb5-user"
fi
[ -z "$missing$java$kerberos" ] && exit 0
if [ -z "$missing" ] && ! can_install; then
  echo "缺少 $java $kerberos，本机没有 apt 或没有 root 权限：Spark 的测试会跳过。" >&2
  exit 0
fi
if ! command -v apt-get > /dev/null 2>&1; then
  echo "缺少 $missing，且本机没有 apt：请先安装这些软件再运行 make test。" >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null 2>&1 || {
    echo "缺少 $missing，安装需要 root 权限：请由管理员执行 apt-get install $missing" >&2
    exit 1
  }
  sudo="sudo"
fi
install() {
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null
}
echo "安装测试所需的系统软件：$missing $java $kerberos"
$sudo apt-get update -qq
# shellcheck disable=SC2086
[ -z "$missing" ] || install $missing fontconfig
# shellcheck disable=SC2086
[ -z "$kerberos" ] || install $kerberos || echo "apt 装不上 $kerberos：Kerberos 的测试会跳过。" >&2
[ -z "$java" ] || install "$java" || echo "apt 装不上 $java：Spark 的测试会跳过。" >&2
