# decay.sh DEVICE: a host whose tunnels without local decay. While traffic flows and a gretap without
# local is there, lowers what the device lets through for every half second that has passed, 40 times,
# from 200 Mbit/s to a thirtieth; sets it back as soon as there is none. Ends by itself after five minutes.
device=$1
full=200000
flowing=100000
limit() {
  tc qdisc replace dev "$device" root tbf rate "${1}kbit" burst 64kb latency 30ms
}
centiseconds() {
  read -r up idle </proc/uptime
  echo "${up%.*}${up#*.}"
}
sent() {
  cat "/sys/class/net/$device/statistics/tx_bytes"
}
rate=$full
steps=0
turns=0
limit $rate
echo ready
before=$(sent)
while [ $turns -lt 600 ]; do
  turns=$((turns + 1))
  sleep 0.5
  now=$(sent)
  if ! ip -d link show type gretap | grep -q 'remote [0-9].* local any'; then
    if [ $steps -gt 0 ]; then
      rate=$full
      steps=0
      limit $rate
    fi
  elif [ $((now - before)) -gt $flowing ] && [ $steps -lt 40 ]; then
    [ $steps -gt 0 ] || begun=$(centiseconds)
    due=$((($(centiseconds) - begun) / 50 + 1))
    while [ $steps -lt $due ] && [ $steps -lt 40 ]; do
      steps=$((steps + 1))
      rate=$((rate * 9185 / 10000))
    done
    limit $rate
  fi
  before=$now
done
