# Starts a node's init in namespaces of its own, and ends it with everything in it at the end of
# standard input, however that comes. Arguments: the folder that holds the node's root, the folder
# of the programs built from Kubernetes' source, and the folder that the node shares with who
# started it.
#
#   machine │ cgroup tunnelbench-node-PID │ mount, PID, network, UTS, IPC and cgroup namespaces │ node
set -eu

own=tunnelbench-node-$$
deletions=100

# The folders of this process's cgroups, one for each hierarchy.
cgroups() {
  while IFS=: read -r number names path; do
    case $number:$names in
      0:) folder=/sys/fs/cgroup/unified$path
        [ -d /sys/fs/cgroup/unified ] || folder=/sys/fs/cgroup$path ;;
      *:name=*) folder=/sys/fs/cgroup/${names#name=}$path ;;
      *) folder=/sys/fs/cgroup/$names$path ;;
    esac
    printf '%s\n' "${folder%/}"
  done </proc/self/cgroup
}

# A cpuset has no processors until it is given some.
inherit_processors() {
  for file in cpuset.cpus cpuset.mems; do
    if [ -f "$1/$file" ] && [ -f "$1/cgroup.clone_children" ]; then
      cat "$1/$file" >"$1/$own/$file"
    fi
  done
}

remove_cgroups() {
  for folder in $homes; do
    echo $$ >"$folder/cgroup.procs" || true
    # A process that was killed leaves its cgroup a moment later.
    tries=0
    while [ -d "$folder/$own" ] && [ "$tries" -lt "$deletions" ]; do
      find "$folder/$own" -depth -type d -exec rmdir {} \; 2>/dev/null || true
      tries=$((tries + 1))
      sleep 0.1
    done
  done
}

end() {
  trap '' INT TERM HUP
  # unshare(1) is killed, and with it its child, the first process of the PID namespace, and so all in it.
  kill -KILL "$node" 2>/dev/null || true
  wait "$node" 2>/dev/null || true
  remove_cgroups
  exit 0
}

homes=$(cgroups)
for folder in $homes; do
  mkdir "$folder/$own"
  inherit_processors "$folder"
  echo $$ >"$folder/$own/cgroup.procs"
done

node=
trap end INT TERM HUP
unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child \
  sh "$3/node.sh" "$1" "$2" "$3" </dev/null &
node=$!
echo "node $node"
cat >/dev/null
end
