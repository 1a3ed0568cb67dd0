# Ends the charon whose files are in the folder of this script, and no other: its environment names
# our settings. It is killed, since one that is asked to end tells the other end, which then deletes
# its own associations under a tunnel that still stands. Its own are deleted after this.
folder=${0%/*}
read -r charon 2>/dev/null <"$folder/pid" || exit 0

ours() {
  tr '\0' '\n' 2>/dev/null <"/proc/$charon/environ" |
    grep -qxF "STRONGSWAN_CONF=$folder/strongswan.conf"
}

tries=50
while ours; do
  [ "$tries" -gt 0 ] || exit 1
  tries=$((tries - 1))
  kill -KILL "$charon" 2>/dev/null
  sleep 0.1 2>/dev/null || sleep 1
done
for file in /var/run/charon.pid /var/run/strongswan/charon.pid; do
  noted=
  read -r noted 2>/dev/null <"$file"
  [ "$noted" != "$charon" ] || rm -f "$file"
done
