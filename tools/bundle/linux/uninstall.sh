#!/bin/sh
# 卸载 fazhi：删除程序、命令和它暂存的模板；工作簿和报告不动。
#   sh uninstall.sh [--to 文件夹]     装在别的文件夹里的，写上那个文件夹
# 退出状态：0 卸载了；1 没有装过；2 用法不对。
set -eu

say() { printf '%s\n' "$*"; }
[ -n "${HOME:-}" ] || {
  say "没有设置 HOME（用户的主文件夹），请用 HOME=主文件夹 sh uninstall.sh" >&2
  exit 2
}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
target=$HOME/.local/share/fazhi
[ ! -f "$here/.fazhi" ] || target=$here
case $#:${1:-} in
  0:) ;;
  2:--to) case $2 in /*) target=$2 ;; *) target=$PWD/$2 ;; esac ;;
  *)
    say "用法：sh uninstall.sh [--to 文件夹]" >&2
    exit 2
    ;;
esac
if [ ! -f "$target/.fazhi" ]; then
  say "没有卸载：$target 里没有装过 fazhi；装在别处的，请用 --to 写明文件夹。" >&2
  exit 1
fi
IFS= read -r link <"$target/.fazhi" || :
case $(readlink "$link" || :) in
  "$target"/*) rm -f "$link" ;;
esac
for edition in "$target"/edition-*; do rm -rf "$edition"; done
rm -f "$target/.fazhi" "$target/uninstall.sh"
rmdir "$target" 2>/dev/null || say "$target 里还有不是 fazhi 的文件，留着没有动。"
rm -rf "${XDG_CACHE_HOME:-$HOME/.cache}/fazhi"
say "卸载了。"
