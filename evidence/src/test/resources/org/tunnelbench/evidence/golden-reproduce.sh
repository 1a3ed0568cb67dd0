#!/bin/sh
# Repeats, without tunnelbench, the two cells that matter of experiment gretap default MTU (0123456789ab)
# on Linux 5.10.46 (5.10.46-4). They differ in one option: mtu.
#   broken: gretap direct local=set esp/null/hmac-md5 mtu=default; 0 Mbit/s were measured
#   healthy: gretap direct local=set esp/null/hmac-md5 mtu=1300; 800 Mbit/s were measured
#
#   sh reproduce.sh FIRST SECOND
#
# FIRST and SECOND are the two hosts (linux-5.10-a and linux-5.10-b then), each as ssh takes it,
# as in root@192.0.2.1, or the word local for the host that this runs on. So it runs on a third
# machine, or on one of the two. The hosts need ip (iproute2), iperf3, ping and root; nothing is
# installed, and everything is put back, ten minutes after the traffic at the latest even if this
# machine dies.
#
# What may be set in the environment:
#   FIRST_ADDRESS, SECOND_ADDRESS   the hosts' addresses to each other: 10.0.0.1 and 10.0.0.2
#   RUNS, SECONDS_EACH              how often, and how long: 2 and 3
#   SSH                             the ssh command, as in SSH='ssh -F config'
#   AS_ROOT                         what makes a shell root's, as in AS_ROOT='sudo -n'
#
# Exit code: 0 where all runs were made, 1 where something went wrong, 2 where it was called wrongly.
#
# What belongs to a cell is called by a name that is put together, which shellcheck cannot follow.
# shellcheck disable=SC2034,SC2154,SC2317
set -eu
LC_ALL=C
export LC_ALL

if [ $# -ne 2 ]; then
  echo "usage: sh reproduce.sh FIRST SECOND (each as ssh takes it, or local)" >&2
  exit 2
fi
first=$1
second=$2
first_address=${FIRST_ADDRESS:-10.0.0.1}
second_address=${SECOND_ADDRESS:-10.0.0.2}
runs=${RUNS:-2}
seconds=${SECONDS_EACH:-3}
ssh=${SSH:-ssh}
as_root=${AS_ROOT:-}
standing=
table=

# Runs on a host, as root, the script on standard input. Keys are in scripts, never in arguments.
on() {
  if [ "$1" = local ]; then
    # shellcheck disable=SC2086 # a command of several words
    $as_root sh -s
  else
    # shellcheck disable=SC2086,SC2029 # a command of several words, meant to be put together here
    $ssh "$1" "$as_root sh -s"
  fi
}

# What every script on a host begins with.
prelude() {
  cat <<'EOF'
set -eu
umask 077
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
stop() {
  echo "$*" >&2
  exit 1
}
silently() {
  said=$("$@" 2>&1) && [ -z "$said" ] || stop "$said"
}
EOF
}

# A key of $1 bytes.
key() {
  od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}

# What stands on a host and is not to change; without keys.
look() {
  { prelude; cat <<'EOF'
ip -o link show
ip -o -4 address show | sed 's/ *valid_lft.*//'
ip route show
ip xfrm policy
ip xfrm state | sed -n -e '/^src/p' -e '/proto/p' | grep -v 'spi 0x00000000' || true
EOF
  } | on "$1"
}

prepare() {
  { prelude; cat <<'EOF'
for tool in ip iperf3 ping; do
  command -v "$tool" >/dev/null || stop "$tool is missing: install it"
done
if ip -o -4 address show | grep -q ' 198\.18\.0\.'; then
  stop "an address of 198.18.0.0/24 is in use here"
fi
modprobe -a -q ip_gre ipip bridge veth xfrm_user af_key esp4 ipcomp xfrm4_mode_transport xfrm4_mode_tunnel crypto_null authenc hmac md5 sha1_generic sha256_generic aes aes_generic ecb cbc ctr gcm ghash_generic echainiv seqiv drbg >/dev/null 2>&1 || true
EOF
  } | on "$1"
}


# ---- broken: gretap direct local=set esp/null/hmac-md5 mtu=default ----

broken_first_check() {
  cat <<EOF
if ip link show dev tb64d972-tun >/dev/null 2>&1; then stop 'there is one already: ip link show dev tb64d972-tun'; fi
if ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir in >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir in'; fi
if ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir out >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir out'; fi
if ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000002 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000002'; fi
if ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000001 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000001'; fi
if [ -e /var/run/tunnelbench-broken ]; then stop "/var/run/tunnelbench-broken is there"; fi
EOF
}

broken_first_set_up() {
  cat <<EOF
mkdir /var/run/tunnelbench-broken
cat >/var/run/tunnelbench-broken/undo <<'UNDO'
PATH=\$PATH:/usr/local/sbin:/usr/sbin:/sbin
cd /
if [ "\${1:-}" = later ]; then
  sleep $((seconds + 600)) & nap=\$!
  trap 'kill "\$nap"; exit' TERM
  wait "\$nap"
else
  kill "\$(cat /var/run/tunnelbench-broken/timer)"
fi
if [ -s /var/run/tunnelbench-broken/server ]; then
  kill "\$(cat /var/run/tunnelbench-broken/server)"
fi
ip link delete dev tb64d972-tun
ip xfrm policy delete src ${second_address}/32 dst ${first_address}/32 proto 47 dir in
ip xfrm policy delete src ${first_address}/32 dst ${second_address}/32 proto 47 dir out
ip xfrm state delete src ${second_address} dst ${first_address} proto esp spi 0x7b000002
ip xfrm state delete src ${first_address} dst ${second_address} proto esp spi 0x7b000001
rm -rf /var/run/tb64d972
rm -rf /var/run/tunnelbench-broken
UNDO
( trap '' HUP; exec sh /var/run/tunnelbench-broken/undo later ) </dev/null >/dev/null 2>&1 &
echo \$! >/var/run/tunnelbench-broken/timer
mkdir -p /var/run/tb64d972
cat >/var/run/tb64d972/ip-batch <<'FILE'
xfrm state add src ${first_address} dst ${second_address} proto esp spi 0x7b000001 reqid 13735 mode transport auth-trunc hmac(md5) 0x${authentication_forward} 96 enc ecb(cipher_null) ""
xfrm state add src ${second_address} dst ${first_address} proto esp spi 0x7b000002 reqid 13735 mode transport auth-trunc hmac(md5) 0x${authentication_back} 96 enc ecb(cipher_null) ""
xfrm policy add src ${first_address}/32 dst ${second_address}/32 proto 47 dir out tmpl src ${first_address} dst ${second_address} proto esp reqid 13735 mode transport
xfrm policy add src ${second_address}/32 dst ${first_address}/32 proto 47 dir in tmpl src ${second_address} dst ${first_address} proto esp reqid 13735 mode transport
FILE
chmod 600 /var/run/tb64d972/ip-batch
ip -batch /var/run/tb64d972/ip-batch
rm -rf /var/run/tb64d972
ip link add name tb64d972-tun type gretap local ${first_address} remote ${second_address}
ip address add 198.18.0.1/30 dev tb64d972-tun
ip link set dev tb64d972-tun up
EOF
}

broken_second_check() {
  cat <<EOF
if ip link show dev tb16fa6d-tun >/dev/null 2>&1; then stop 'there is one already: ip link show dev tb16fa6d-tun'; fi
if ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir in >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir in'; fi
if ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir out >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir out'; fi
if ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000001 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000001'; fi
if ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000002 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000002'; fi
if [ -e /var/run/tunnelbench-broken ]; then stop "/var/run/tunnelbench-broken is there"; fi
EOF
}

broken_second_set_up() {
  cat <<EOF
mkdir /var/run/tunnelbench-broken
cat >/var/run/tunnelbench-broken/undo <<'UNDO'
PATH=\$PATH:/usr/local/sbin:/usr/sbin:/sbin
cd /
if [ "\${1:-}" = later ]; then
  sleep $((seconds + 600)) & nap=\$!
  trap 'kill "\$nap"; exit' TERM
  wait "\$nap"
else
  kill "\$(cat /var/run/tunnelbench-broken/timer)"
fi
if [ -s /var/run/tunnelbench-broken/server ]; then
  kill "\$(cat /var/run/tunnelbench-broken/server)"
fi
ip link delete dev tb16fa6d-tun
ip xfrm policy delete src ${first_address}/32 dst ${second_address}/32 proto 47 dir in
ip xfrm policy delete src ${second_address}/32 dst ${first_address}/32 proto 47 dir out
ip xfrm state delete src ${first_address} dst ${second_address} proto esp spi 0x7b000001
ip xfrm state delete src ${second_address} dst ${first_address} proto esp spi 0x7b000002
rm -rf /var/run/tb16fa6d
rm -rf /var/run/tunnelbench-broken
UNDO
( trap '' HUP; exec sh /var/run/tunnelbench-broken/undo later ) </dev/null >/dev/null 2>&1 &
echo \$! >/var/run/tunnelbench-broken/timer
mkdir -p /var/run/tb16fa6d
cat >/var/run/tb16fa6d/ip-batch <<'FILE'
xfrm state add src ${second_address} dst ${first_address} proto esp spi 0x7b000002 reqid 10693 mode transport auth-trunc hmac(md5) 0x${authentication_back} 96 enc ecb(cipher_null) ""
xfrm state add src ${first_address} dst ${second_address} proto esp spi 0x7b000001 reqid 10693 mode transport auth-trunc hmac(md5) 0x${authentication_forward} 96 enc ecb(cipher_null) ""
xfrm policy add src ${second_address}/32 dst ${first_address}/32 proto 47 dir out tmpl src ${second_address} dst ${first_address} proto esp reqid 10693 mode transport
xfrm policy add src ${first_address}/32 dst ${second_address}/32 proto 47 dir in tmpl src ${first_address} dst ${second_address} proto esp reqid 10693 mode transport
FILE
chmod 600 /var/run/tb16fa6d/ip-batch
ip -batch /var/run/tb16fa6d/ip-batch
rm -rf /var/run/tb16fa6d
ip link add name tb16fa6d-tun type gretap local ${second_address} remote ${first_address}
ip address add 198.18.0.2/30 dev tb16fa6d-tun
ip link set dev tb16fa6d-tun up
EOF
}

broken_keys() {
  authentication_forward=$(key 16)
  authentication_back=$(key 16)
}

broken_reach() {
  cat <<EOF
tries=0
until ping -q -c 1 -W 1 198.18.0.2 </dev/null >/dev/null 2>&1; do
  tries=\$((tries + 1))
  [ "\$tries" -lt 20 ] || stop "the far end of the broken tunnel does not answer"
  sleep 1
done
EOF
}

broken_receive() {
  cat <<EOF
( trap '' HUP; exec iperf3 -s -1 -B 198.18.0.2 -p 5201 ) </dev/null >/var/run/tunnelbench-broken/served 2>&1 &
echo \$! >/var/run/tunnelbench-broken/server
tries=0
until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ':1451 .* 0A '; do
  tries=\$((tries + 1))
  [ "\$tries" -lt 10 ] || stop "iperf3 does not listen on port 5201: \$(cat /var/run/tunnelbench-broken/served)"
  sleep 1
done
EOF
}

broken_send() {
  cat <<EOF
iperf3 -c 198.18.0.2 -B 198.18.0.1 -p 5201 -t $seconds -P 1  -f m </dev/null >/var/run/tunnelbench-broken/said 2>&1 &
traffic=\$!
(
  sleep $((seconds + 20)) & nap=\$!
  trap 'kill "\$nap"; exit' TERM
  wait "\$nap"
  kill "\$traffic"
) </dev/null >/dev/null 2>&1 &
watchdog=\$!
wait "\$traffic" || echo "iperf3 ended with \$?"
kill "\$watchdog" 2>/dev/null || true
cat /var/run/tunnelbench-broken/said
echo "tx_errors \$(cat /sys/class/net/tb64d972-tun/statistics/tx_errors)"
ip -s xfrm state | awk '/^src/ { ours = 0 } /^src $first_address dst $second_address/ { ours = 1 } ours && /^[ \t]*[0-9]+\(bytes\), [0-9]+\(packets\)/ { gsub(/\(packets\)/, ""); print "esp_packets " \$2 }'
EOF
}

broken_level='mtu default'

# ---- healthy: gretap direct local=set esp/null/hmac-md5 mtu=1300 ----

healthy_first_check() {
  cat <<EOF
if ip link show dev tbf7acd3-tun >/dev/null 2>&1; then stop 'there is one already: ip link show dev tbf7acd3-tun'; fi
if ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir in >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir in'; fi
if ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir out >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir out'; fi
if ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000004 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000004'; fi
if ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000003 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000003'; fi
if [ -e /var/run/tunnelbench-healthy ]; then stop "/var/run/tunnelbench-healthy is there"; fi
EOF
}

healthy_first_set_up() {
  cat <<EOF
mkdir /var/run/tunnelbench-healthy
cat >/var/run/tunnelbench-healthy/undo <<'UNDO'
PATH=\$PATH:/usr/local/sbin:/usr/sbin:/sbin
cd /
if [ "\${1:-}" = later ]; then
  sleep $((seconds + 600)) & nap=\$!
  trap 'kill "\$nap"; exit' TERM
  wait "\$nap"
else
  kill "\$(cat /var/run/tunnelbench-healthy/timer)"
fi
if [ -s /var/run/tunnelbench-healthy/server ]; then
  kill "\$(cat /var/run/tunnelbench-healthy/server)"
fi
ip link delete dev tbf7acd3-tun
ip xfrm policy delete src ${second_address}/32 dst ${first_address}/32 proto 47 dir in
ip xfrm policy delete src ${first_address}/32 dst ${second_address}/32 proto 47 dir out
ip xfrm state delete src ${second_address} dst ${first_address} proto esp spi 0x7b000004
ip xfrm state delete src ${first_address} dst ${second_address} proto esp spi 0x7b000003
rm -rf /var/run/tbf7acd3
rm -rf /var/run/tunnelbench-healthy
UNDO
( trap '' HUP; exec sh /var/run/tunnelbench-healthy/undo later ) </dev/null >/dev/null 2>&1 &
echo \$! >/var/run/tunnelbench-healthy/timer
mkdir -p /var/run/tbf7acd3
cat >/var/run/tbf7acd3/ip-batch <<'FILE'
xfrm state add src ${first_address} dst ${second_address} proto esp spi 0x7b000003 reqid 11681 mode transport auth-trunc hmac(md5) 0x${authentication_forward} 96 enc ecb(cipher_null) ""
xfrm state add src ${second_address} dst ${first_address} proto esp spi 0x7b000004 reqid 11681 mode transport auth-trunc hmac(md5) 0x${authentication_back} 96 enc ecb(cipher_null) ""
xfrm policy add src ${first_address}/32 dst ${second_address}/32 proto 47 dir out tmpl src ${first_address} dst ${second_address} proto esp reqid 11681 mode transport
xfrm policy add src ${second_address}/32 dst ${first_address}/32 proto 47 dir in tmpl src ${second_address} dst ${first_address} proto esp reqid 11681 mode transport
FILE
chmod 600 /var/run/tbf7acd3/ip-batch
ip -batch /var/run/tbf7acd3/ip-batch
rm -rf /var/run/tbf7acd3
ip link add name tbf7acd3-tun type gretap local ${first_address} remote ${second_address}
ip address add 198.18.0.5/30 dev tbf7acd3-tun
ip link set dev tbf7acd3-tun mtu 1300 up
EOF
}

healthy_second_check() {
  cat <<EOF
if ip link show dev tb0a2af8-tun >/dev/null 2>&1; then stop 'there is one already: ip link show dev tb0a2af8-tun'; fi
if ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir in >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${first_address}/32 dst ${second_address}/32 proto 47 dir in'; fi
if ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir out >/dev/null 2>&1; then stop 'there is one already: ip xfrm policy get src ${second_address}/32 dst ${first_address}/32 proto 47 dir out'; fi
if ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000003 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${first_address} dst ${second_address} proto esp spi 0x7b000003'; fi
if ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000004 >/dev/null 2>&1; then stop 'there is one already: ip xfrm state get src ${second_address} dst ${first_address} proto esp spi 0x7b000004'; fi
if [ -e /var/run/tunnelbench-healthy ]; then stop "/var/run/tunnelbench-healthy is there"; fi
EOF
}

healthy_second_set_up() {
  cat <<EOF
mkdir /var/run/tunnelbench-healthy
cat >/var/run/tunnelbench-healthy/undo <<'UNDO'
PATH=\$PATH:/usr/local/sbin:/usr/sbin:/sbin
cd /
if [ "\${1:-}" = later ]; then
  sleep $((seconds + 600)) & nap=\$!
  trap 'kill "\$nap"; exit' TERM
  wait "\$nap"
else
  kill "\$(cat /var/run/tunnelbench-healthy/timer)"
fi
if [ -s /var/run/tunnelbench-healthy/server ]; then
  kill "\$(cat /var/run/tunnelbench-healthy/server)"
fi
ip link delete dev tb0a2af8-tun
ip xfrm policy delete src ${first_address}/32 dst ${second_address}/32 proto 47 dir in
ip xfrm policy delete src ${second_address}/32 dst ${first_address}/32 proto 47 dir out
ip xfrm state delete src ${first_address} dst ${second_address} proto esp spi 0x7b000003
ip xfrm state delete src ${second_address} dst ${first_address} proto esp spi 0x7b000004
rm -rf /var/run/tb0a2af8
rm -rf /var/run/tunnelbench-healthy
UNDO
( trap '' HUP; exec sh /var/run/tunnelbench-healthy/undo later ) </dev/null >/dev/null 2>&1 &
echo \$! >/var/run/tunnelbench-healthy/timer
mkdir -p /var/run/tb0a2af8
cat >/var/run/tb0a2af8/ip-batch <<'FILE'
xfrm state add src ${second_address} dst ${first_address} proto esp spi 0x7b000004 reqid 2492 mode transport auth-trunc hmac(md5) 0x${authentication_back} 96 enc ecb(cipher_null) ""
xfrm state add src ${first_address} dst ${second_address} proto esp spi 0x7b000003 reqid 2492 mode transport auth-trunc hmac(md5) 0x${authentication_forward} 96 enc ecb(cipher_null) ""
xfrm policy add src ${second_address}/32 dst ${first_address}/32 proto 47 dir out tmpl src ${second_address} dst ${first_address} proto esp reqid 2492 mode transport
xfrm policy add src ${first_address}/32 dst ${second_address}/32 proto 47 dir in tmpl src ${first_address} dst ${second_address} proto esp reqid 2492 mode transport
FILE
chmod 600 /var/run/tb0a2af8/ip-batch
ip -batch /var/run/tb0a2af8/ip-batch
rm -rf /var/run/tb0a2af8
ip link add name tb0a2af8-tun type gretap local ${second_address} remote ${first_address}
ip address add 198.18.0.6/30 dev tb0a2af8-tun
ip link set dev tb0a2af8-tun mtu 1300 up
EOF
}

healthy_keys() {
  authentication_forward=$(key 16)
  authentication_back=$(key 16)
}

healthy_reach() {
  cat <<EOF
tries=0
until ping -q -c 1 -W 1 198.18.0.6 </dev/null >/dev/null 2>&1; do
  tries=\$((tries + 1))
  [ "\$tries" -lt 20 ] || stop "the far end of the healthy tunnel does not answer"
  sleep 1
done
EOF
}

healthy_receive() {
  cat <<EOF
( trap '' HUP; exec iperf3 -s -1 -B 198.18.0.6 -p 5201 ) </dev/null >/var/run/tunnelbench-healthy/served 2>&1 &
echo \$! >/var/run/tunnelbench-healthy/server
tries=0
until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ':1451 .* 0A '; do
  tries=\$((tries + 1))
  [ "\$tries" -lt 10 ] || stop "iperf3 does not listen on port 5201: \$(cat /var/run/tunnelbench-healthy/served)"
  sleep 1
done
EOF
}

healthy_send() {
  cat <<EOF
iperf3 -c 198.18.0.6 -B 198.18.0.5 -p 5201 -t $seconds -P 1  -f m </dev/null >/var/run/tunnelbench-healthy/said 2>&1 &
traffic=\$!
(
  sleep $((seconds + 20)) & nap=\$!
  trap 'kill "\$nap"; exit' TERM
  wait "\$nap"
  kill "\$traffic"
) </dev/null >/dev/null 2>&1 &
watchdog=\$!
wait "\$traffic" || echo "iperf3 ended with \$?"
kill "\$watchdog" 2>/dev/null || true
cat /var/run/tunnelbench-healthy/said
echo "tx_errors \$(cat /sys/class/net/tbf7acd3-tun/statistics/tx_errors)"
ip -s xfrm state | awk '/^src/ { ours = 0 } /^src $first_address dst $second_address/ { ours = 1 } ours && /^[ \t]*[0-9]+\(bytes\), [0-9]+\(packets\)/ { gsub(/\(packets\)/, ""); print "esp_packets " \$2 }'
EOF
}

healthy_level='mtu 1300'

# Writes the script that a function of the cell makes, after the prelude, and runs it on a host.
step() {
  { prelude; "$2"; } | on "$1"
}

take_down() {
  if [ -n "$standing" ]; then
    cell=$standing
    standing=
    for host in "$first" "$second"; do
      { prelude; cat <<EOF
if [ -e /var/run/tunnelbench-$cell/undo ]; then
  sh /var/run/tunnelbench-$cell/undo now >/dev/null 2>&1 || true
fi
EOF
      } | on "$host" || echo "host $host could not be put back now; it does so by itself within ten minutes of the traffic" >&2
    done
  fi
}

# Sets a cell up on both hosts, sends, and takes it down: adds a line to the table.
measure() {
  cell=$1
  eval "level=\$${cell}_level"
  step "$first" "${cell}_first_check"
  step "$second" "${cell}_second_check"
  "${cell}_keys"
  standing=$cell
  step "$first" "${cell}_first_set_up"
  step "$second" "${cell}_second_set_up"
  step "$first" "${cell}_reach"
  step "$second" "${cell}_receive"
  said=$(step "$first" "${cell}_send")
  take_down
  line=$(printf '%s\n' "$said" | awk -v cell="$cell" -v level="$level" -v run="$2" '
    / bits\/sec|Mbits\/sec/ { for (i = 2; i <= NF; i++) if ($i ~ /bits\/sec/) rate = $(i - 1) }
    /sender$/ { sent = rate; retransmits = $(NF - 1) }
    /receiver$/ { received = rate; whole = 1 }
    /^tx_errors / { errors = $2 }
    /^esp_packets / { esp += $2 }
    END {
      if (!whole) received = "-"
      printf "%-8s %-28s %3s %14s %12s %12s %12s %12s", cell, level, run, received,
        (sent == "" ? "-" : sent), (retransmits == "" ? "-" : retransmits),
        (errors == "" ? "-" : errors), (esp == "" ? "-" : esp)
    }')
  case $said in
    *receiver*) ;;
    *) printf '%s\n' "$said" >&2 ;;
  esac
  table="$table$line
"
}

trap 'take_down' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

for host in "$first" "$second"; do
  prepare "$host"
done
before_first=$(look "$first")
before_second=$(look "$second")
run=1
while [ "$run" -le "$runs" ]; do
  measure broken "$run"
  measure healthy "$run"
  run=$((run + 1))
done
after_first=$(look "$first")
after_second=$(look "$second")

printf '%-8s %-28s %3s %14s %12s %12s %12s %12s\n' \
  cell option run 'Mbit/s received' 'Mbit/s sent' retransmits 'TX errors' 'ESP packets'
printf '%s' "$table"
echo "measured by tunnelbench: broken 0 Mbit/s"
echo "measured by tunnelbench: healthy 800 Mbit/s"
changed=0
if [ "$before_first" != "$after_first" ]; then
  echo "host $first is not as it was" >&2
  changed=1
fi
if [ "$before_second" != "$after_second" ]; then
  echo "host $second is not as it was" >&2
  changed=1
fi
[ "$changed" -ne 0 ] || echo "both hosts are as they were"
exit "$changed"
