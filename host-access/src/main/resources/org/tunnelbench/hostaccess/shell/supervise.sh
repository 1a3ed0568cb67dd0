# What a shell hears first; conversations follow, one after the other. This shell leads a process
# group of its own, so that -$$ is what it has started; while one member lives, its number is given
# to no other process. $m is the marker of a conversation, which no command knows.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
late= gone= p= w= l=

frame() {
  printf '%s' "$m$1;"
  printf '%s' "$m$1;" >&2
}

# Ends a conversation; the shell then hears the next. What listens is ended before that is said, or
# it would hear the next in place of this shell; and what watched over this conversation is ended
# before the next begins, in whose midst it would end the whole group.
over() {
  end_children $l
  [ -z "$late$gone" ] || leave
  frame e
  end_children $w
  [ -z "$late$gone" ] || exit 0
  wait $w $l
  trap - HUP TERM
  w= l=
}

# The last words of a shell that does not go on, since it was told to end or the time has passed.
# It stays until the other side has heard them and lets go of it: when it ends is then known there,
# see SshShell. The rest of its group ends with it.
leave() {
  trap '' ALRM HUP TERM PIPE
  frame x
  while read -r word; do :; done <&3
  kill $w $l 2>/dev/null
  kill -KILL -$$
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
# Nobody listens any more.
trap 'kill $w $l 2>/dev/null; exit 1' PIPE
exec 3<&0
