# Prints the largest packet that passes whole from $1 to $2, from 576 to $3 bytes: by ping(8) of
# iputils, which alone can forbid to cut a packet. Fails where this one cannot, or none passes.
passes() {
  # A packet and its 28 bytes of IP and ICMP; twice, since one may be lost.
  ping -q -c 1 -W 1 -M do -s $(($1 - 28)) -I "$from" "$to" >/dev/null 2>&1 ||
    ping -q -c 1 -W 1 -M do -s $(($1 - 28)) -I "$from" "$to" >/dev/null 2>&1
}

from=$1 to=$2 high=$3 low=576
passes "$low" || exit 1
if passes "$high"; then
  low=$high
fi
while [ $((high - low)) -gt 1 ]; do
  middle=$(((low + high) / 2))
  if passes "$middle"; then low=$middle; else high=$middle; fi
done
echo "$low"
