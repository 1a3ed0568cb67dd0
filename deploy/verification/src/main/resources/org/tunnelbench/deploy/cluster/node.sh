# The first process of a node's namespaces: makes the root that the node sees, leaves the machine's
# behind, and becomes the node's init. Arguments: as those of enclose.sh.
set -eu

packages=$1
programs=$2
shared=$3

mount --make-rprivate /
root=$shared/root
mkdir -p "$root"
mount --bind "$packages" "$root"
mount -o remount,bind,ro "$root"

# All that the node writes is here, and is gone with it.
mount -t tmpfs -o size=6g,mode=755 tmpfs "$root/mnt"
for folder in etc var root home; do
  mkdir "$root/mnt/$folder"
  cp -a "$root/$folder/." "$root/mnt/$folder/"
  mount --bind "$root/mnt/$folder" "$root/$folder"
done
mount -t tmpfs -o size=256m,mode=755 tmpfs "$root/run"
mount -t tmpfs -o size=1g,mode=1777 tmpfs "$root/tmp"
mount --bind "$programs" "$root/srv"
mount -o remount,bind,ro "$root/srv"
mount --bind "$shared" "$root/media"

mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755,size=64k tmpfs "$root/dev"
for device in null zero full random urandom tty kmsg; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t tmpfs -o size=64m tmpfs "$root/dev/shm"

# Of the machine's settings the network's alone are this namespace's; what the kubelet would set of
# the others it finds as it wants it, in files of its own.
mkdir -p "$root/mnt/settings"
set_apart() {
  echo "$2" >"$root/mnt/settings/${1##*/}"
  mount --bind "$root/mnt/settings/${1##*/}" "$root/proc/sys/$1"
}
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,bind,rw "$root/proc/sys/net"
set_apart vm/overcommit_memory 1
set_apart vm/panic_on_oom 0
set_apart kernel/panic 10
set_apart kernel/panic_on_oops 1
set_apart kernel/keys/root_maxkeys 1000000
set_apart kernel/keys/root_maxbytes 25000000

mount -t tmpfs -o mode=755,size=64k tmpfs "$root/sys/fs/cgroup"
while IFS=: read -r number names path; do
  case $number:$names in
    0:) [ -d /sys/fs/cgroup/unified ] || mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup" ;;
    *:name=*)
      mkdir "$root/sys/fs/cgroup/${names#name=}"
      mount -t cgroup -o "none,$names" cgroup "$root/sys/fs/cgroup/${names#name=}"
      ;;
    *)
      mkdir "$root/sys/fs/cgroup/$names"
      mount -t cgroup -o "$names" cgroup "$root/sys/fs/cgroup/$names"
      ;;
  esac
done </proc/self/cgroup

hostname node
cd "$root"
mkdir mnt/old
pivot_root . mnt/old
cd /
umount -l /mnt/old
exec env -i PATH=/srv:/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 sh /media/cluster.sh
