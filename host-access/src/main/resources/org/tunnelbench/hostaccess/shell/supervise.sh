# What a shell hears first; conversations follow, one after the other. This shell leads a process
# group of its own, so that -$$ is what it has started; while one member lives, its number is given
# to no other process. $m is the marker of a conversation, which no command knows.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
late= gone= p= w= l= watched= terminal= errors=

frame() {
  if [ -n "$terminal" ]; then
    tell_errors
    printf '%s' "$m$1;"
  else
    printf '%s' "$m$1;"
    printf '%s' "$m$1;" >&2
  fi
}

# Says that this shell listens.
greet() {
  if [ -n "$terminal" ]; then frame t; else frame b; fi
}

# A terminal has one output where there should be two. What belongs on the second then goes to a file
# that has no name any more, and is told from there before each frame. Where no file can be had, the
# two outputs are one.
on_terminal() {
  terminal=1
  if errors=$(umask 077 && mktemp 2>/dev/null); then
    exec 2>>"$errors" 5<"$errors"
    rm -f "$errors"
  else
    errors=
    exec 2>&1
  fi
}

tell_errors() {
  if [ -n "$errors" ]; then
    printf '%s' "${m}d;"
    cat <&5
  fi
}

# The file does not grow from one conversation to the next.
forget_errors() {
  if [ -n "$errors" ] && [ -e /proc/self/fd/2 ]; then
    : >/proc/self/fd/2
    exec 5</proc/self/fd/2
  fi
}

# Begins a conversation, of $1 seconds at most. TERM has its default action then, and so has it in
# what is forked here: it ends at the first, however early. What watches stays from
# one conversation to the next where both may take as long, since to fork costs a slow host more than
# a step should: a CONT tells it that the time begins anew, and does nothing to one that does not
# hear it yet. Fd 6 is open while a conversation is on, which it looks at when the time has passed,
# and so is opened last.
begin() {
  trap - HUP TERM
  forget_errors
  [ "$1" = "$watched" ] && ! ended "$w" && kill -CONT "$w" 2>/dev/null || watch_anew "$1"
  exec 6</dev/null
  [ -z "$late" ] || leave
}

# dash says "Terminated" of a child that it waits for when the TERM came before the child's own trap:
# nobody is to hear that.
watch_anew() {
  o=$w
  [ -z "$o" ] || kill "$o" 2>/dev/null
  watch "$1" </dev/null >/dev/null 2>&1 3<&- 6<&- &
  w=$! watched=$1
  [ -z "$o" ] || wait "$o" 2>/dev/null
}

# Ends a conversation; the shell then hears the next. What listens is ended before that is said, or
# it would hear the next in place of this shell. Of a HUP or TERM it dies from now on once it has
# heard all: what watches is to die with it. On a terminal there may be no time for that: sudo(8) kills
# what does not end at once.
over() {
  [ -z "$late$gone" ] || leave
  [ -z "$l" ] || { kill "$l"; wait "$l"; } 2>/dev/null
  [ -z "$late$gone" ] || leave
  exec 6<&-
  if [ -n "$terminal" ]; then
    kill "$w" 2>/dev/null
    watched=
    trap - HUP TERM
  else
    trap 'kill $w 2>/dev/null; exit 1' HUP TERM
  fi
  l=
  frame e
}

# The last words of a shell that does not go on, since it was told to end or the time has passed.
# It stays until the other side has heard them and lets go of it: when it ends is then known there,
# see SshShell. The rest of its group ends with it.
leave() {
  trap '' ALRM HUP TERM PIPE
  frame x
  while read -r word && [ "$word" != exit ]; do :; done <&3
  kill $w $l 2>/dev/null
  kill -KILL -$$
}

# Kills what else is in this shell's group, by field 5 of stat; called by a child of this shell.
kill_others() {
  read -r self rest </proc/self/stat
  for process in /proc/[0-9]*; do
    read -r stat 2>/dev/null <"$process/stat" || continue
    other=${stat%% *}
    set -- ${stat##*) }
    case $3:$other in "$$:$$" | "$$:$self") ;; "$$":*) kill -KILL "$other" ;; esac
  done
}

# Whether this shell still is: its child here has it for a parent, by field 4 of stat.
shell_lives() {
  read -r stat </proc/self/stat
  set -- ${stat##*) }
  [ "$2" = "$$" ]
}

# Waits until a conversation has gone on for $1 seconds, or there is no shell any more: what it has
# started may still be. Fails when told to end. Whether a conversation is on is looked at before the
# time is: when one begins, that is told first. Times are hundredths of a second since the machine
# began, see proc(5).
overdue() {
  left=$1 over=
  read -r up rest </proc/uptime
  since=${up%.*}${up#*.}
  trap 'heard=1; read -r begun rest </proc/uptime; since=${begun%.*}${begun#*.}' CONT
  while nap "$left"; do
    shell_lives || return 0
    talking=
    [ ! -e "/proc/$$/fd/6" ] || talking=1
    read -r up rest </proc/uptime
    now=${up%.*}${up#*.}
    left=$((($1 * 100 - now + since + 99) / 100))
    if [ "$left" -le 0 ]; then
      [ -z "$talking" ] || return 0
      since=$now left=$1
    fi
  done
  return 1
}

# Tells this shell and what it has started when a conversation has taken $1 seconds; kills what does
# not end of that, and at last the whole group.
watch() {
  overdue "$1" || exit 0
  trap '' TERM
  kill -ALRM $$
  kill -TERM -$$
  sleep 2
  kill_others
  sleep 3
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
# Where nobody says anything any more.
trap 'kill $w $l 2>/dev/null' EXIT
# Nobody listens any more.
trap 'kill $w $l 2>/dev/null; exit 1' PIPE
exec 3<&0
cd /
[ ! -t 1 ] || on_terminal
