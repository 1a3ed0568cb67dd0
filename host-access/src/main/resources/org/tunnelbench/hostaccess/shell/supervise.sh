# What comes before the steps or the command. This shell leads a process group of its own, so that
# -$$ is what it has started; while one member lives, its number is given to no other process.
# $m is the marker of this conversation, which no command knows.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
late= gone= p=

frame() {
  printf '%s' "$m$1;"
  printf '%s' "$m$1;" >&2
}

# The last words. The shell stays until the other side has heard them and lets go of it: when it
# ends is then known there, see SshShell. Where the time has passed, the rest of the group ends too.
farewell() {
  frame e
  while read -r word; do :; done <&3
  trap '' ALRM
  kill "$@" 2>/dev/null
  [ -z "$late$gone" ] || kill -KILL -$$
  exit 0
}

# Tells this shell when $1 seconds have passed; ends the whole group where that changes nothing.
watch() {
  nap "$1" || exit 0
  trap '' TERM
  kill -ALRM $$
  sleep 5
  kill -KILL -$$
}

# Ends the process under way and its children: asks, and kills 2 seconds later.
end_group() {
  trap '' ALRM HUP TERM PIPE
  kill -TERM -$$
  { sleep 2; kill -KILL "$p"; } </dev/null >/dev/null 2>&1 &
  wait "$p"
  code=$?
}
trap 'late=1' ALRM
exec 3<&0
