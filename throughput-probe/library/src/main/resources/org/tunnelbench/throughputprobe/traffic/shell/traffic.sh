# One end of traffic on a host without iperf: $1 is send or receive, $2 this end's address, $3 the
# other's, $4 the port, $5 the traffic's time and $6 the time from sample to sample in hundredths of
# a second, $7 how many streams send. Speaks as iperf3 does. POSIX shell; runs on dash, bash and busybox.
LC_ALL=C
export LC_ALL
role=$1 address=$2 peer=$3 port=$4 total=$5 interval=$6 streams=$7
device= pids= number=1
[ "$streams" -eq 1 ] || number=SUM

# Hundredths of a second since the host started: $now.
look() {
  read -r up rest </proc/uptime
  now=${up%.*}${up#*.}
}

# What the interface has counted: $bytes.
count() {
  read -r bytes <"$counter"
}

# Sleeps $1 hundredths of a second, a whole second at most: a signal is heard only then. A sleep that
# knows no fractions sleeps a second.
nap() {
  if [ "$1" -ge 100 ]; then
    sleep 1
  elif [ "$1" -ge 10 ]; then
    sleep "0.$1" 2>/dev/null || sleep 1
  else
    sleep "0.0$1" 2>/dev/null || sleep 1
  fi
}

give_up() {
  printf 'tunnelbench: %s\n' "$1"
  exit 1
}

# The device that has this end's address: $device.
find_device() {
  ip -o -f inet address show | {
    while read -r place name family own rest; do
      case $own in "$address" | "$address"/*) printf '%s' "${name%%@*}"; break ;; esac
    done
  }
}

# Runs "$1" again and again, in place of a child, until this is told to end.
keep() {
  child=
  trap '[ -z "$child" ] || { kill "$child" 2>/dev/null; wait "$child"; }; exit 0' TERM
  while :; do
    "$1" >/dev/null 2>&1 &
    child=$!
    wait "$child"
    nap 2
  done
}

# Whether there is busybox's nc, which lets a program have the connection.
has_nc() {
  case $(nc --help 2>&1) in *"-e PROG"*) ;; *) return 1 ;; esac
}

# Sends until it is killed: by bash datagrams that fill a packet, to a port at which nobody needs to
# listen (where the other end says so, it ends and is started again); by nc a stream, to the other
# end's; else requests that are echoed.
send() {
  if command -v bash >/dev/null; then
    exec bash -c 'exec dd if=/dev/zero bs="$1" >"/dev/udp/$2/$3"' sender "$size" "$peer" "$port"
  elif has_nc; then
    exec nc "$peer" "$port" -e dd if=/dev/zero bs=65536
  else
    exec ping -q -f -s "$size" "$peer"
  fi
}

# Takes a stream.
take() {
  exec nc -l -p "$port" -e dd of=/dev/null bs=65536
}

end() {
  for one in $pids; do
    kill "$one" 2>/dev/null
  done
  wait
}

# Prints what was counted, interval by interval, until the traffic's time is over.
meter() {
  at=0 last=$bytes
  while [ "$at" -lt "$total" ]; do
    due=$((at + interval))
    [ "$due" -le "$total" ] || due=$total
    look
    while [ $((now - start)) -lt "$due" ]; do
      nap $((due - now + start))
      look
    done
    reached=$((now - start))
    count
    grown=$((bytes - last))
    # The counter of a host of 32 bits begins again at 4 GiB.
    [ "$grown" -ge 0 ] || grown=$((grown + 4294967296))
    printf '[%s] %d.%02d-%d.%02d sec %d Bytes %d bits/sec\n' "$number" \
      $((at / 100)) $((at % 100)) $((reached / 100)) $((reached % 100)) \
      "$grown" $((grown * 800 / (reached - at)))
    last=$bytes at=$reached
  done
}

trap 'end; exit 143' HUP INT TERM
device=$(find_device)
[ -n "$device" ] || give_up "no interface has the address $address"
folder=/sys/class/net/$device
case $role in
  send)
    counter=$folder/statistics/tx_bytes
    read -r mtu <"$folder/mtu" || give_up "the MTU of $device cannot be read"
    # Without the headers of IP and UDP; no larger than nc and loopback like it.
    size=$((mtu - 28))
    [ "$size" -le 8192 ] || size=8192
    count
    look
    start=$now
    while [ "$streams" -gt 0 ]; do
      keep send &
      pids="$pids $!"
      streams=$((streams - 1))
    done
    ;;
  *)
    counter=$folder/statistics/rx_bytes
    count
    first=$bytes
    if has_nc; then
      keep take &
      pids=$!
    fi
    printf 'Server listening on %s\n' "$port"
    # The traffic begins with the first few packets; where none come in 20 s, that is what is counted.
    look
    start=$now
    while [ $((bytes - first)) -lt 4000 ] && [ $((now - start)) -lt 2000 ]; do
      nap 5
      count
      look
    done
    start=$now
    ;;
esac
printf '[1] local %s port %s connected to %s port %s\n' "$address" "$port" "$peer" "$port"
meter
end
exit 0
