#!/bin/sh
# 安装 fazhi @VERSION@：不用联网，不用管理员权限，只装给自己用。可以重复运行：重装，或者升级。
#   sh install.sh                     装到 ~/.local/share/fazhi，命令是 ~/.local/bin/fazhi
#   sh install.sh --to 文件夹         装到别的文件夹
#   sh install.sh --python 路径       用指定的 Python
# 退出状态：0 装好了；1 缺东西，或者没有装成，原来装的不动；2 用法不对。
set -eu
unset PYTHONHOME PYTHONPATH CDPATH

here=$(cd -- "$(dirname -- "$0")" && pwd -P)
machine=@MACHINE@
supported="@PYTHONS@"
target=
chosen=
problems=

say() { printf '%s\n' "$*"; }
problem() { problems="$problems错误 $*
"; }
wrong_use() {
  say "$1" >&2
  say "用法：sh install.sh [--to 文件夹] [--python 路径]" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --to | --python)
      [ -n "${2:-}" ] || wrong_use "$1 后面要写路径"
      case $2 in /*) path=$2 ;; *) path=$PWD/$2 ;; esac
      if [ "$1" = --to ]; then target=$path; else chosen=$path; fi
      shift 2
      ;;
    -h | --help)
      say "用法：sh install.sh [--to 文件夹] [--python 路径]"
      exit 0
      ;;
    *) wrong_use "没有选项 $1" ;;
  esac
done
[ -n "${HOME:-}" ] || wrong_use "没有设置 HOME（用户的主文件夹），请用 HOME=主文件夹 sh install.sh"
target=${target:-$HOME/.local/share/fazhi}
link=$HOME/.local/bin/fazhi

# 先把缺的一次查全，再动手。
[ "$(uname -m)" = "$machine" ] ||
  problem "处理器：这台电脑是 $(uname -m)，这个安装包是给 $machine 的；请换用文件名里写着 $(uname -m) 的安装包，没有就是不支持。"

if command -v sha256sum >/dev/null && ! damaged=$(cd "$here/wheels" && sha256sum --check --quiet SHA256SUMS 2>/dev/null); then
  problem "安装包：文件缺了或者坏了，请重新复制、解压。
$damaged"
fi

# 一个 Python 的情况：版本，然后有毛病的各占一个词。
probe='
import sys, sysconfig
words = ["%d.%d" % sys.version_info[:2]]
try:
    import venv
except ImportError:
    words.append("no-venv")
if sys.maxsize < 2**32:
    words.append("32-bit")
if "musl" in str(sysconfig.get_config_var("SOABI")):
    words.append("musl")
print(" ".join(words))
'
describe() { "$1" -I -c "$probe" 2>/dev/null || :; }
fits() {
  for version in $supported; do
    [ "$1" != "$version" ] || return 0
  done
  return 1
}

python=
seen=
if [ -n "$chosen" ]; then
  candidates=$chosen
else
  candidates="$here/python/bin/python3
python3
$(for version in $supported; do say "python$version"; done)"
fi
while IFS= read -r candidate; do
  found=$(command -v "$candidate" || :)
  [ -n "$found" ] || continue
  about=$(describe "$found")
  if fits "$about"; then
    python=$found
    break
  fi
  seen="$seen  $found：${about:-不能运行}
"
done <<LIST
$candidates
LIST

if [ -z "$python" ]; then
  wanted=$(say "$supported" | sed 's/ /、/g')
  if [ -z "$seen" ]; then
    found="没有找到${chosen:+ $chosen}。"
  else
    found="找到的都不能用（no-venv：缺 venv 模块，要装 python3-venv；32-bit：是 32 位的；musl：系统不用 glibc）：
${seen%?}"
  fi
  problem "Python：要有 $wanted 中的一个，64 位的。$found
  统信 UOS 20、麒麟 V10 自带的 Python 比 3.11 旧。不要改动系统自带的 Python，下面的办法任选一种：
  1. 请管理员从本单位的软件源安装 python3.11；Debian 12 及以上：apt install python3 python3-venv。
  2. 不用管理员权限：照“安装说明.txt”把免安装的 Python 解压到 $here/python，再运行一次。
  3. 电脑上别处有合用的 Python：sh install.sh --python 它的路径。"
fi

if [ -e "$target" ] && [ ! -f "$target/.fazhi" ] && [ -n "$(ls -A "$target" 2>/dev/null || say 不能读)" ]; then
  problem "$target：里面有别的东西，没有动它；请用 --to 换一个空的或者新的文件夹。"
fi
if [ -e "$link" ] || [ -L "$link" ]; then
  case $(readlink "$link" || :) in
    "$target"/*) ;;
    *) problem "$link：已经有一个不是装在 $target 里的 fazhi，没有动它；请先用它的 uninstall.sh 卸载，或者把它改名。" ;;
  esac
fi

if [ -n "$problems" ]; then
  printf '%s' "$problems" >&2
  say "没有安装。" >&2
  exit 1
fi

if ! { mkdir -p "$target" "$HOME/.local/bin" && printf '%s\n' "$link" >"$target/.fazhi"; } 2>/dev/null; then
  say "没有安装：不能写 $target 或 $HOME/.local/bin；请用 --to 换一个自己能写的文件夹，或者请管理员改正主文件夹的权限。" >&2
  exit 1
fi

# 装在新的文件夹里，装成了才换过去；中途失败时，原来装的还能用。
number=1
while [ -e "$target/edition-$number" ]; do number=$((number + 1)); done
edition=$target/edition-$number
failed() {
  status=$?
  trap - EXIT
  rm -rf "$edition"
  if [ -z "$(find "$target" -name 'edition-*' -prune)" ]; then
    rm -f "$target/.fazhi" "$target/uninstall.sh"
    rmdir "$target" 2>/dev/null || :
  fi
  say "没有装成，原来装的没有动；请把上面的话告诉管理员。" >&2
  [ "$status" -ne 0 ] || status=1
  exit "$status"
}
trap failed EXIT
trap 'exit 1' HUP INT TERM
mkdir "$edition"
if [ "$python" = "$here/python/bin/python3" ]; then
  # 安装包以后可能删掉，免安装的 Python 要带走。
  cp -R "$here/python" "$edition/python"
  python=$edition/python/bin/python3
fi
say "用 $python 安装……"
"$python" -m venv --without-pip "$edition/venv"
for pip in "$here"/wheels/pip-*.whl; do :; done
PIP_CONFIG_FILE=/dev/null "$edition/venv/bin/python" "$pip/pip" --isolated --quiet --disable-pip-version-check \
  install --no-index --no-cache-dir --no-warn-script-location --find-links "$here/wheels" fazhi-report==@VERSION@
"$edition/venv/bin/fazhi" --version
cp "$here/uninstall.sh" "$target/uninstall.sh"
ln -sfn "$edition/venv/bin/fazhi" "$link"
trap - EXIT HUP INT TERM
for old in "$target"/edition-*; do
  [ "$old" = "$edition" ] || rm -rf "$old"
done

say "装好了。命令：$link"
say "卸载：sh '$target/uninstall.sh'"
case :$PATH: in
  *":$HOME/.local/bin:"*) say "试一试：fazhi --help" ;;
  *)
    say "终端还找不到 fazhi 这个命令。把下面一行加到 ~/.profile 的末尾，注销再登录就可以了："
    # 这一行要原样印出。
    # shellcheck disable=SC2016
    say '  export PATH="$HOME/.local/bin:$PATH"'
    say "现在可以先写全：'$link' --help"
    ;;
esac
