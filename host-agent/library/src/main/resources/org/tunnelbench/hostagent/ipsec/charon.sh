# A charon of our own, with its files in the folder of this script.
#   start PROGRAM  begins it, unless another one's pid file stands
#   load           tells it the connection; fails until it listens
#   initiate       negotiates, 7 seconds at most
#   answer         waits until the other end has negotiated, 8 seconds at most
# Where that fails it prints the end of the log.
folder=${0%/*}
STRONGSWAN_CONF=$folder/strongswan.conf SWANCTL_DIR=$folder
export STRONGSWAN_CONF SWANCTL_DIR

# AppArmor's profiles of charon and swanctl let them read their packages' own files only.
free=
if [ -d /sys/kernel/security/apparmor ] && command -v aa-exec >/dev/null; then
  free='aa-exec -p unconfined --'
fi

ask() {
  $free swanctl "$@" --uri "unix://$folder/vici" 2>&1
}

fail() {
  tail -n 40 "$folder/log"
  exit 1
}

seconds_left() {
  left=$((until - $(date +%s)))
  [ "$left" -gt 0 ]
}

pause() {
  sleep 0.2 2>/dev/null || sleep 1
}

case $1 in
  start)
    for file in /var/run/charon.pid /var/run/strongswan/charon.pid; do
      if [ -e "$file" ]; then
        echo "$file: another charon runs, or left this behind" >&2
        exit 1
      fi
    done
    umask 077
    rm -f "$folder/pid"
    # charon sets this for the whole host. It is given the value that the host has.
    expiry=$(cat /proc/sys/net/core/xfrm_acq_expires) || exit
    echo "xfrm_acq_expires = $expiry" >"$folder/kernel.conf" || exit
    session=
    ! command -v setsid >/dev/null || session=setsid
    $session sh "$0" run "$2" </dev/null >"$folder/log" 2>&1 &
    # What stops it must know it from here on.
    tries=25
    until [ -s "$folder/pid" ]; do
      tries=$((tries - 1))
      [ "$tries" -gt 0 ] || fail
      pause
    done
    ;;
  run)
    trap '' HUP
    echo $$ >"$folder/pid" || exit
    exec $free "$2"
    ;;
  load)
    ask --load-all --noprompt >/dev/null || fail
    ;;
  initiate)
    until=$(($(date +%s) + 7))
    while seconds_left; do
      said=$(ask --initiate --child tunnel --timeout "$left") && exit
      # What an end answers that has started and does not know the connection yet.
      case $said in *'[ N(NO_PROP) ]'*) pause ;; *) break ;; esac
    done
    fail
    ;;
  answer)
    until=$(($(date +%s) + 8))
    while seconds_left; do
      ! grep -q 'CHILD_SA tunnel{[0-9]*} established' "$folder/log" || exit 0
      pause
    done
    fail
    ;;
esac
