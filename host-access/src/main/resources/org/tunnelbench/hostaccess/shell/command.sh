# Ends the command when a word comes on the standard input of this shell, by which the other side
# asks for it, or its end, by which a lost connection shows.
listen() {
  read -r word
  kill -HUP $$
}

# Runs the command "$2 …" for $1 seconds at most, and says its process id as soon as it has one.
supervise() {
  begin "$1"
  trap 'gone=1' HUP
  listen <&3 3<&- >/dev/null 2>&1 &
  l=$!
  trap 'gone=1' TERM
  shift
  exec "$@" </dev/null 2>&1 3<&- &
  p=$!
  if [ -n "$terminal" ]; then printf '%s' "${m}p$p;"; else printf '%s' "${m}p$p;" >&2; fi
  [ -n "$late$gone" ] || { wait "$p"; code=$?; }
  [ -z "$late$gone" ] || end_group
  [ -z "$late" ] || code=124
  frame "s$code"
  over
}
