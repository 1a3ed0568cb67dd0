# Whether the child $1 has ended, waited for or not: field 3 of its stat, see proc(5). By builtins
# alone, as each program costs a slow host what a whole step should.
ended() {
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
  set -- $stat
  case $3 in [ZX]) ;; *) return 1 ;; esac
}

# Tells the child $1 to end until it has. Once is not enough: a shell forks with the traps it has,
# and its child loses a TERM that comes before it has let go of them.
end_child() {
  until ended "$1"; do
    kill "$1" 2>/dev/null
  done
}

# Sleeps $1 seconds. Told to end (TERM), it ends its sleep too and fails. Call it in a shell of its
# own, since it sets that shell's trap. The flag is looked at again once the sleep's id is known: a
# TERM may have come between the two.
nap() {
  over= nap=
  trap 'over=1; [ -z "$nap" ] || end_child "$nap"' TERM
  sleep "$1" &
  nap=$!
  [ -n "$over" ] || wait "$nap"
  [ -n "$over" ] || return 0
  end_child "$nap"
  wait "$nap"
  return 1
}
