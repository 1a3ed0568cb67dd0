# Says how the step ended.
settle() {
  frame "s$code"
}

# Waits for the step under way. A trap interrupts wait, but not the step.
hold() {
  code=0
  [ -n "$late" ] || { wait "$p"; code=$?; }
  if [ -n "$late" ]; then
    end_group
    frame s124
    leave
  fi
}

# Ends the batch where its time has passed.
in_time() {
  if [ -n "$late" ]; then
    frame s124
    leave
  fi
}

# Runs a program that no shell has as a builtin, and waits for it. A shell that forks by vfork(2), as
# dash does, does so here, at half the cost: a fork copies the tables of its whole memory.
run() {
  "$@" </dev/null 3<&-
  code=$?
  in_time
}

# Runs a program that prints something exactly where it fails, whatever it exits with.
quietly() {
  said=$("$@" 2>&1 </dev/null 3<&-)
  code=$?
  in_time
  [ -z "$said" ] || { printf '%s\n' "$said" >&2; [ "$code" -ne 0 ] || code=1; }
}

# exec, so that a command is the one found on the PATH and never a builtin of the same name.
launch() {
  exec "$@" </dev/null 3<&- &
  p=$!
  hold
}

# Until it succeeds: $1 times at most, $2 seconds between them, or $3 where sleep knows no fractions.
# What follows says how.
insist() {
  tries=$1 pause=$2 whole=$3
  shift 3
  while :; do
    "$@"
    tries=$((tries - 1))
    [ "$code" -ne 0 ] && [ "$tries" -gt 0 ] || return 0
    { sleep "$pause" 2>/dev/null || sleep "$whole"; } </dev/null
    in_time
    frame r
  done
}

# Writes $3 to the file $2. The umask $1 gives the file its mode before it has content; a mode that
# lets execute ($4) is set between the two. printf is asked for as a builtin, since the arguments of
# a command would show the content.
put() {
  case $(command -v printf) in
    /*) echo "this shell has no printf of its own: contents would show as process arguments" >&2
      return 1 ;;
  esac
  folder=${2%/*}
  [ -z "$folder" ] || [ -d "$folder" ] || (umask 077; mkdir -p "$folder") || return
  { [ ! -e "$2" ] && [ ! -L "$2" ]; } || rm -f "$2" || return
  umask "$1"
  set -C
  exec 4>"$2" || return
  [ -z "$4" ] || chmod "$4" "$2" || return
  printf '%s' "$3" >&4
}

remove() {
  { [ ! -e "$1" ] && [ ! -L "$1" ]; } || rm -f "$1"
}

# Whether the process $timer is the timer of the folder $1, which it works in, and not another that
# has its number by now.
timer_lives() {
  [ -n "$timer" ] && [ "/proc/$timer/cwd" -ef "$1" ]
}

forget_timer() {
  rm -rf "$1" && [ ! -d "$1" ]
}

# Arms a timer: folder $1, which is for nobody else, script $2. It is in its folder from the first.
arm() {
  mkdir -m 700 "$1" </dev/null 3<&- || return
  printf '%s' "$2" >"$1/undo" && : >"$1/armed" && cd "$1" || { forget_timer "$1"; return 1; }
  if command -v setsid >/dev/null; then
    exec setsid /bin/sh "$1/undo" </dev/null >/dev/null 2>&1 3<&- &
  else
    exec /bin/sh "$1/undo" </dev/null >/dev/null 2>&1 3<&- &
  fi
  cd /
  printf '%s\n' $! >"$1/pid"
}

# Disarms the timer in the folder $1 and says what it found. Who renames the file "armed" decides
# whether it is undone: a timer that was faster is waited for, 200 tries at most.
disarm() {
  timer=
  [ ! -d "$1" ] || read -r timer rest 2>/dev/null <"$1/pid"
  if [ ! -d "$1" ]; then
    echo absent
  elif mv "$1/armed" "$1/disarmed" 2>/dev/null; then
    ! timer_lives "$1" || kill "$timer" 2>/dev/null
    forget_timer "$1" && echo disarmed
  else
    tries=200
    while timer_lives "$1"; do
      if [ "$tries" -eq 0 ] || [ -n "$late" ]; then
        echo "the undo timer in $1 is still undoing" >&2
        return 1
      fi
      sleep 0.1 2>/dev/null || sleep 1
      tries=$((tries - 1))
    done
    found=undone
    [ ! -e "$1/undoing" ] && [ ! -e "$1/undo" ] || found=abandoned
    forget_timer "$1" && echo "$found"
  fi
}
