# Whether the child $1 has ended, waited for or not: it has no exe any more, see proc(5). By builtins
# alone, as each program costs a slow host what a whole step should, and so does reading its stat,
# which a shell does by one character at a time.
ended() {
  [ ! -e "/proc/$1/exe" ]
}

# Tells the child $1 to end until it has. Once is not enough: a shell forks with the traps it has,
# and its child loses a TERM that comes before it has let go of them.
end_child() {
  until ended "$1"; do
    kill "$1" 2>/dev/null
  done
}

# Sleeps $1 seconds. Told to end (TERM), at this or a former one, it ends its sleep too and fails;
# another signal whose trap sets $heard does not end it. Call it in a shell of its own, since it sets
# that shell's trap, and with an empty $over. The flag is looked at again once the sleep's id is known:
# a TERM may have come between the two.
nap() {
  nap=
  trap 'over=1; [ -z "$nap" ] || end_child "$nap"' TERM
  sleep "$1" &
  nap=$!
  until [ -n "$over" ]; do
    heard=
    wait "$nap"
    [ -n "$heard" ] || break
  done
  if [ -z "$over" ]; then
    nap=
    return 0
  fi
  end_child "$nap"
  wait "$nap"
  return 1
}
