# Sleeps $1 seconds. Told to end (TERM), it ends its sleep too and fails. Call it in a shell of its
# own, since it sets that shell's trap. The flag is looked at again once the sleep's id is known: a
# TERM may have come between the two.
nap() {
  over= nap=
  trap 'over=1; [ -z "$nap" ] || kill "$nap" 2>/dev/null' TERM
  sleep "$1" &
  nap=$!
  [ -z "$over" ] || kill "$nap" 2>/dev/null
  wait "$nap"
  [ -z "$over" ]
}
