# Runs one argv of the undo list, 10 seconds at most. What becomes of it does not matter.
undo() {
  exec "$@" &
  u=$!
  { nap 10 && kill -KILL "$u"; } &
  k=$!
  wait "$u"
  end_child "$k"
}

# Waits $1 seconds, then undoes unless somebody has disarmed the timer in the folder $2 meanwhile.
# From here on a TERM is heard and nothing more: were it ignored, undo could not end its nap.
claim() {
  trap '' HUP INT PIPE
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
  export PATH LC_ALL
  over=
  nap "$1" && mv "$2/armed" "$2/undoing" || exit 0
  trap : TERM
}

# The process id goes last: whoever finds none may take the timer for done.
forget() {
  rm -f "$1/undoing" "$1/undo"
  rm -rf "$1"
  exit 0
}
