# Prints what the kernel has counted, a line for each line that it reads: time since the host's
# start, name=value, …
# Arguments: the underlay's address; how many lines at most; prefix and suffix of a tunnel's device.
# Works with gawk, mawk and busybox's awk: a shell would read /proc byte by byte. Values stay text,
# since an old mawk prints large numbers rounded.

function tell(name, value) {
  line = line " " name "=" value
}

# The device that has the address.
function device_of(address,    command, text, field) {
  command = "ip -o -f inet address show"
  found = ""
  while ((command | getline text) > 0) {
    split(text, field, " ")
    sub(/\/.*/, "", field[4])
    sub(/@.*/, "", field[2])
    if (field[4] == address) found = field[2]
  }
  close(command)
  return found
}

# Newer kernels call xfrm_dst_cache xfrm_dst, and ip_dst_cache rtable.
function objects(    text, field) {
  while ((getline text < "/proc/slabinfo") > 0) {
    if (text ~ /^(xfrm_dst_cache|xfrm_dst|ip_dst_cache|rtable|xfrm_state) /) {
      split(text, field, " ")
      if (field[1] == "xfrm_dst") field[1] = "xfrm_dst_cache"
      if (field[1] == "rtable") field[1] = "ip_dst_cache"
      tell(field[1], field[2])
    }
  }
  close("/proc/slabinfo")
}

function xfrm(    text, field) {
  while ((getline text < "/proc/net/xfrm_stat") > 0) {
    split(text, field, " ")
    if (field[2] != "0") tell(field[1], field[2])
  }
  close("/proc/net/xfrm_stat")
}

function device(role, field) {
  tell(role "_rx_bytes", field[2])
  tell(role "_rx_packets", field[3])
  tell(role "_rx_errors", field[4])
  tell(role "_rx_dropped", field[5])
  tell(role "_tx_bytes", field[10])
  tell(role "_tx_packets", field[11])
  tell(role "_tx_errors", field[12])
  tell(role "_tx_dropped", field[13])
}

function is_tunnel(name) {
  return index(name, prefix) == 1 && substr(name, length(name) - length(suffix) + 1) == suffix
}

function devices(    text, field) {
  while ((getline text < "/proc/net/dev") > 0) {
    if (sub(/:/, " ", text)) {
      split(text, field, " ")
      if (is_tunnel(field[1])) device("tunnel", field)
      if (field[1] == underlay) device("underlay", field)
    }
  }
  close("/proc/net/dev")
}

# In clock ticks of a hundredth of a second, see proc(5): user nice system idle iowait irq softirq steal.
function processors(    text, field) {
  if ((getline text < "/proc/stat") > 0 && split(text, field, " ") >= 8) {
    tell("cpu_busy_ms", sprintf("%.0f", 10 * (field[2] + field[3] + field[4] + field[7] + field[8] + field[9])))
    tell("cpu_softirq_ms", sprintf("%.0f", 10 * field[8]))
  }
  close("/proc/stat")
}

# some avg10=0.00 avg60=0.00 avg300=0.00 total=0
function pressure(    text, field) {
  if ((getline text < "/proc/pressure/cpu") > 0 && split(text, field, "[ =]") >= 9) {
    tell("avg10", field[3])
    tell("cpu_pressure_us", field[9])
  }
  close("/proc/pressure/cpu")
}

BEGIN {
  underlay = device_of(ARGV[1])
  most = ARGV[2]
  prefix = ARGV[3]
  suffix = ARGV[4]
  # What is read is standard input.
  ARGC = 1
}

{
  getline text < "/proc/uptime"
  close("/proc/uptime")
  split(text, field, " ")
  line = "counters " field[1]
  objects()
  xfrm()
  devices()
  processors()
  pressure()
  print line
  fflush()
  if (++readings >= most) exit
}
