# Makes one world, runs its command in it, plainly or under strace, and mends it: world.sh DIR WORLD verify|record CAPTURE
# Runs inside namespaces of its own (network, mounts, pids: see record-world.mjs), so that nothing is left behind. The last line it prints is its answer.
set -u; umask 022
D=$1 WORLD=$2 MODE=$3 CAPTURE=$4 HERE=$(cd "$(dirname "$0")" && pwd)
BASE=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH=$BASE:/usr/local/go/bin HOME=$D/home LC_ALL=C
STRACE=() ENTER=() ARGV=() ENVS=("PATH=$D/bin:$BASE" "HOME=$D/home" LC_ALL=C)
HANG= STOP=tree STDIN=null STDERR= AS=

# What a world's set-up is written with
x() { mkdir -p "$(dirname "$1")"; cat > "$1"; chmod 755 "$1"; }
w() { mkdir -p "$(dirname "$1")"; cat > "$1"; }
tmpfs() { mkdir -p "$1"; mount -t tmpfs -o "${2:-size=4m}" tmpfs "$1"; }
# bg CMD…: a helper of the world, ended with it
bg() { setsid "$@" </dev/null >>"$D/helpers.log" 2>&1 & }
until_there() { local i; for i in $(seq 200); do [ -e "$1" ] && return; sleep 0.03; done; echo "no $1" >&2; cat "$D/helpers.log" >&2; return 97; }
# serve MODE ADDRESS PORT [JSON]: a server of server.mjs, ready when this returns
serve() { local r=$D/ready.$1.${2//\//_}.$3; rm -f "$r"; bg node "$HERE/server.mjs" "$r" "$@"; until_there "$r"; }
unserve() { pkill -f server.mjs; sleep 0.2; }
listening() { local i; for i in $(seq 200); do (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null && return; sleep 0.03; done; echo "nobody at $1:$2" >&2; return 97; }
# over FILE < text: another text in place of a file of the system, in this world only
over() { local f=$D/over.${1//\//_}; cat > "$f"; mount --bind "$f" "$1"; }
hosts() { { printf '127.0.0.1\tlocalhost\n'; cat; } > "$D/etc.hosts"; grep -q ' /etc/hosts ' /proc/mounts || mount --bind "$D/etc.hosts" /etc/hosts; }
addresses() { local a; for a; do ip addr add "$a/32" dev lo; done; }
# wire ADDRESS/LENGTH: an interface whose other end is up and says nothing
wire() { ip link add eth0 type veth peer name far0; ip link set far0 up; ip addr add "$1" dev eth0; ip link set eth0 up; }
drop() { iptables -A INPUT -p "${2:-tcp}" --dport "$1" -j DROP; }
undrop() { iptables -F INPUT; }
# certificates NAME…: a CA ca.pem and, by it, NAME.pem and NAME.key in DIR/pki
certificates() { mkdir -p "$D/pki"; ( cd "$D/pki"
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/O=Example Ltd/CN=Example Root' -keyout ca.key -out ca.pem
  for n; do openssl req -newkey rsa:2048 -nodes -subj "/CN=$n" -keyout "$n.key" -out "$n.csr"
    openssl x509 -req -in "$n.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 -extfile <(echo "subjectAltName=DNS:$n") -out "$n.pem"; done ) >/dev/null 2>&1; }
# module DIR NAME VERSION: a Go module as a proxy's files have it
module() { local p=$1/$2/@v; mkdir -p "$p/$2@$3"; printf 'module %s\n\ngo 1.21\n' "$2" | tee "$p/$3.mod" > "$p/$2@$3/go.mod"; printf 'package lib\n\nconst Name = "lib"\n' > "$p/$2@$3/lib.go"
  printf '{"Version":"%s","Time":"2025-03-01T10:00:00Z"}\n' "$3" > "$p/$3.info"; echo "$3" >> "$p/list"; ( cd "$p"; /usr/bin/python3 -S -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], "w")
for f in ("go.mod", "lib.go"): z.write(sys.argv[2] + "/" + f)' "$3.zip" "$2@$3"; rm -r "${2%%/*}" ); }
# database ADDRESS PORT: PostgreSQL with a role app and a database shop, its socket in /tmp (of this world)
database() { mkdir -p "$D/pg"; chown nobody "$D/pg"; chmod 755 "$D"; local as=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp); "${as[@]}" initdb -D "$D/pg/data" -A trust -U app -N >/dev/null 2>&1; echo 'host all all all trust' >> "$D/pg/data/pg_hba.conf"
  "${as[@]}" pg_ctl -D "$D/pg/data" -o "-c listen_addresses=$1 -p $2 -c unix_socket_directories=${3:-/tmp} -c fsync=off" -w -l "$D/pg/log" start >/dev/null; createdb -h "$1" -p "$2" -U app shop; }
repository() { ( cd "$D"; git init -q -b main "$1"; cd "$1"; git config user.name dev; git config user.email dev@example.org; echo one > README; git add .; git commit -qm one ) ; }
# filtered FILE ERRNO SYSCALL…: compiles a program that lets each of these calls fail with ERRNO, as a kernel or sandbox without them does, and runs its arguments.
# Numbers for SYSCALL; ERRNO 0 kills.
filtered() { local f=$1 e=$2 c= n; shift 2; for n; do c+="{0x15,0,1,$n},{6,0,0,ACT},"; done
  gcc -O0 -o "$f" -DACT="$([ "$e" = 0 ] && echo 0x80000000u || echo "0x00050000u|$e")" -x c - <<S
#include <sys/prctl.h>
#include <linux/seccomp.h>
#include <linux/filter.h>
#include <unistd.h>
#include <sys/syscall.h>
int main(int c,char**v){struct sock_filter f[]={{0x20,0,0,0},$c{6,0,0,0x7fff0000u}};
struct sock_fprog p={sizeof f/sizeof*f,f};prctl(PR_SET_NO_NEW_PRIVS,1,0,0,0);
if(syscall(SYS_seccomp,1,0,&p))return 99;execvp(v[1],v+1);return 126;}
S
}
# cgroup CONTROLLER FILE VALUE…: a control group of the world; its tasks file is $CG/tasks
cgroup() { CG=/sys/fs/cgroup/$1/whytrace-world-$$; mkdir -p "$CG"; echo "$CG" >> "$D/cgroups"; shift; while [ $# -gt 1 ]; do echo "$2" > "$CG/$1"; shift 2; done; echo "$CG" > "$D/cgroup"; }
# What a world has in place of these
setup() { :; }
mend() { :; }
argv() { :; }
. "$WORLD"

descendants() { local c; for c in $(cat "/proc/$1/task"/*/children 2>/dev/null); do echo "$c"; descendants "$c"; done; }
# once PREFIX…: the command, with words before it; sets STATUS and TOOK (ms)
once() {
  local start in=/dev/null pid i victims
  case $STDIN in
    pipe) mkfifo "$D/stdin.fifo" 2>/dev/null; sleep 1000 > "$D/stdin.fifo" & in=$D/stdin.fifo ;;
    tty) [ -e "$D/tty" ] || { bg /usr/bin/python3 -S -c 'import os,sys
m,s=os.openpty(); open(sys.argv[1]+".n","w").write(os.ttyname(s)); os.rename(sys.argv[1]+".n",sys.argv[1])
while 1: os.read(m,999)' "$D/tty"; until_there "$D/tty"; }; in=$(cat "$D/tty") ;;
    null) ;;
  esac
  [ -e "$D/stdin.mended" ] && in=$D/stdin.mended
  start=$(date +%s%3N)
  cd "$D/work"
  local via=(setsid --wait); [ "$STDIN" = tty ] && [ ! -e "$D/stdin.mended" ] && via=(setsid --wait -c)
  if [ -n "$STDERR" ] && [ "${1:-}" = "${STRACE[0]}" ]; then exec 7>"$CAPTURE"; else exec 7>"$D.err"; fi
  "${via[@]}" "${ENTER[@]}" env -i "${ENVS[@]}" "$@" "${ARGV[@]}" <"$in" >"$D.out" 2>&7 &
  pid=$!; exec 7>&-
  for i in $(seq "$(( ${HANG:-60} * 20 ))"); do kill -0 $pid 2>/dev/null || break; [ "$(cut -d' ' -f3 /proc/$pid/stat 2>/dev/null)" = Z ] && break; sleep 0.05; done
  HUNG=
  if [ -e "/proc/$pid/stat" ] && [ "$(cut -d' ' -f3 /proc/$pid/stat)" != Z ]; then
    HUNG=yes
    case $STOP in
      tree) victims=$(descendants $pid | while read -r v; do [ "$(cat "/proc/$v/comm")" = strace ] || echo "$v"; done); kill -TERM $victims; kill -CONT $victims 2>/dev/null ;;
      strace) kill -TERM $(descendants $pid | while read -r v; do [ "$(cat "/proc/$v/comm")" = strace ] && echo "$v"; done) $(descendants $pid | head -1) ;;
      kill) kill -KILL $(descendants $pid | while read -r v; do [ "$(cat "/proc/$v/comm")" = strace ] || echo "$v"; done) ;;
    esac 2>/dev/null
    for i in $(seq 30); do [ "$(cut -d' ' -f3 /proc/$pid/stat 2>/dev/null)" = Z ] && break; [ -e /proc/$pid ] || break; sleep 0.05; done
    kill -KILL $(descendants $pid) $pid 2>/dev/null
  fi
  wait $pid; STATUS=$?; TOOK=$(( $(date +%s%3N) - start ))
  [ -n "$HUNG" ] && STATUS=hang
  cd "$D"
}
leave() { local t; for t in $(cat "$D/cgroups" 2>/dev/null); do kill -KILL $(cat "$t/tasks") 2>/dev/null; for i in 1 2 3 4 5; do rmdir "$t" 2>/dev/null && break; sleep 0.1; done; done; }
trap leave EXIT

ip link set lo up
# A host's own Python packages would tell in every capture what else is installed there.
mount -t tmpfs -o size=4k tmpfs /usr/lib/python3/dist-packages 2>/dev/null
echo $(( 3000 + $(cksum <<<"$D" | cut -d' ' -f1) % 20000 )) > /proc/sys/kernel/ns_last_pid
mkdir -p "$D/work" "$D/home" "$D/bin"; cd "$D/work"
( set -e; setup ) >"$D.setup" 2>&1; s=$?
if [ $s != 0 ]; then tail -3 "$D.setup"; echo "SETUP $s"; exit 1; fi
argv
[ -n "$AS" ] && { chown -R "$AS" "$D/home"; ENTER=(setpriv --reuid="$AS" --regid="$AS" --clear-groups -- "${ENTER[@]}"); }
case $MODE in
  verify)
    once; a=$STATUS t=$TOOK; tail -c 300 "$D.out" "$D.err" | tr '\n' ' '; echo
    cd "$D/work"; ( set -e; mend ) >"$D.setup" 2>&1; s=$?; [ $s = 0 ] || { tail -3 "$D.setup"; echo "MEND $s"; exit 1; }
    cd "$D"; FIXED=1; argv; [ -n "$AS" ] && ENTER=(setpriv --reuid="$AS" --regid="$AS" --clear-groups -- "${ENTER[@]}")
    once; tail -c 300 "$D.out" "$D.err" | tr '\n' ' '; echo; echo "VERIFY $a $t $STATUS $TOOK" ;;
  record) once "${STRACE[@]}"; tail -c 300 "$D.out" | tr '\n' ' '; echo; echo "RECORD $STATUS $TOOK" ;;
esac
