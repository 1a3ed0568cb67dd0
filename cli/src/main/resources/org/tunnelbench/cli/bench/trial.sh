#!/bin/sh
# One trial as one would write it down by hand: the commands of a plan and its proofs, fed to a
# shell on each host, both hosts at the same time, over one OpenSSH connection each that is open
# already. $1 is the folder with the hosts' parts (HOST.look, .up, .traffic, .down) and ssh_config.
set -eu
cd "$1"

on() {
  ssh -F ssh_config "$@"
}

# Feeds part $1 to both hosts and keeps what they say as $2.
both() {
  on sender sh <"sender.$1" >"sender.$2" &
  one=$!
  on receiver sh <"receiver.$1" >"receiver.$2" &
  two=$!
  wait "$one"
  wait "$two"
}

both look before

both up proof
for host in sender receiver; do
  if grep -q '(packets)' "$host.proof"; then
    [ "$(grep -c '[1-9][0-9]*(packets)' "$host.proof")" -eq 2 ]
  fi
done

# What the trial before left there would pass for an answer of this one.
rm -f receiver.said
on receiver sh <receiver.traffic >receiver.said &
listening=$!
until grep -qs 'Server listening' receiver.said; do
  kill -0 "$listening"
  sleep 0.01
done
on sender sh <sender.traffic >sender.said
wait "$listening"

both down after
cmp sender.before sender.after
cmp receiver.before receiver.after
