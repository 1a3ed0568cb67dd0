# The init of a node: starts a cluster of this node alone, prints a line once it answers, and lives
# as long as the node. Reads what it is to be from /media/settings; the programs built from Kubernetes'
# source are in /srv.
set -eu

. /media/settings
tries=600
work=/run/cluster
logs=/media/logs
mkdir -p "$work" "$logs"

# Starts a program in the background, its output in a file of its name. None of them may end.
start() {
  name=$1
  shift
  {
    "$@" >"$logs/$name.log" 2>&1 || true
    echo "failed: $name has ended: $(tail -n 3 "$logs/$name.log")"
  } &
}

# Repeats a command until it succeeds.
until_it_can() {
  what=$1
  shift
  left=$tries
  until "$@" >"$logs/waiting.log" 2>&1; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      echo "failed: $what: $(cat "$logs/waiting.log")"
      exit 1
    fi
    sleep 0.2
  done
}

ip link set lo up
ip link add node0 type bridge
ip address add "$node_address/24" dev node0
ip link set node0 up
ip route add default dev node0
echo 1 >/proc/sys/net/ipv4/ip_forward
# Packets between pods on one bridge too go where a Service sends them.
echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables

# Guests forward SSH at the loopback: pods reach them at the node's address.
echo 1 >/proc/sys/net/ipv4/conf/all/route_localnet
iptables --table nat --append PREROUTING --in-interface pods0 --destination "$node_address" \
  --protocol tcp --dport 1024:65535 --jump DNAT --to-destination 127.0.0.1
# A guest answers its forwarder, and has no way to a pod's own address.
iptables --table nat --append INPUT --in-interface pods0 --destination 127.0.0.1 \
  --jump SNAT --to-source 127.0.0.1

echo "127.0.0.1 localhost" >/etc/hosts
: >/etc/resolv.conf
mkdir -p /etc/cni/net.d /run/netns /var/log/pods /var/log/containers
for volume in 1 2 3; do
  mkdir -p "/var/volumes/$volume"
done
cat >/etc/cni/net.d/10.conflist <<END
{"cniVersion": "0.3.1", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "pods0", "isGateway": true, "hairpinMode": false, "ipMasq": false,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pod_network"}]],
            "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "loopback"}]}
END
cat >"$work/containerd.toml" <<END
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
[grpc]
 address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
 sandbox_image = "localhost/pause:1"
 restrict_oom_score_adj = true
 [plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
  conf_dir = "/etc/cni/net.d"
END

start containerd containerd --config "$work/containerd.toml"
start etcd etcd --data-dir /var/lib/etcd --unsafe-no-fsync \
  --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
  --listen-peer-urls http://127.0.0.1:2380
start dnsmasq dnsmasq --keep-in-foreground --pid-file --no-resolv --no-hosts --user=root --bind-interfaces \
  --listen-address="$node_address" --hostsdir=/media/names --local=/cluster.local/ --log-facility=-

# The pause container of every pod.
mkdir -p "$work/pause/layer"
cp /usr/bin/catatonit "$work/pause/layer/pause"
(
  cd "$work/pause"
  tar -C layer -cf layer.tar pause
  digest=$(sha256sum layer.tar)
  printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/pause","-P"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "${digest%% *}" >config.json
  printf '[{"Config":"config.json","RepoTags":["localhost/pause:1"],"Layers":["layer.tar"]}]' >manifest.json
  tar -cf /media/images/pause.tar config.json manifest.json layer.tar
)
until_it_can "containerd does not answer" ctr version
for image in /media/images/*.tar; do
  ctr --namespace k8s.io images import "$image" >"$logs/import.log" 2>&1
done

start apiserver kube-apiserver --advertise-address="$node_address" --bind-address=0.0.0.0 \
  --etcd-servers=http://127.0.0.1:2379 --secure-port=6443 --insecure-port=0 --cert-dir="$work/certificates" \
  --service-cluster-ip-range="$service_network" --service-account-issuer=https://kubernetes \
  --service-account-signing-key-file=/media/keys/accounts.key \
  --service-account-key-file=/media/keys/accounts.pub --token-auth-file=/media/keys/tokens.csv \
  --authorization-mode=RBAC --kubelet-preferred-address-types=InternalIP
export KUBECONFIG=/media/keys/kubeconfig
until_it_can "the API server does not answer" kubectl get --raw /readyz
start controller-manager kube-controller-manager --kubeconfig="$KUBECONFIG" \
  --service-account-private-key-file=/media/keys/accounts.key --leader-elect=false --port=0 \
  --secure-port=0
start scheduler kube-scheduler --kubeconfig="$KUBECONFIG" --leader-elect=false --port=0 --secure-port=0
# The machine's cgroups are not the kubelet's to order; a container has one of its own all the same.
start kubelet kubelet --kubeconfig="$KUBECONFIG" --container-runtime=remote \
  --container-runtime-endpoint=unix:///run/containerd/containerd.sock --fail-swap-on=false \
  --cgroup-driver=cgroupfs --cgroups-per-qos=false --enforce-node-allocatable= \
  --hostname-override=node --node-ip="$node_address" --address="$node_address" \
  --authentication-token-webhook=false --authorization-mode=AlwaysAllow --anonymous-auth=true \
  --eviction-hard= --cluster-dns="$node_address" --cluster-domain=cluster.local \
  --resolv-conf=/dev/null --oom-score-adj=0
# The limits of connection tracking are the machine's.
start kube-proxy kube-proxy --kubeconfig="$KUBECONFIG" --hostname-override=node --proxy-mode=iptables \
  --cluster-cidr="$pod_network" --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 \
  --conntrack-tcp-timeout-close-wait=0 --oom-score-adj=0
until_it_can "the node is not ready" \
  kubectl wait --for=condition=Ready node/node --timeout=1s
echo "ready"
# Reaps what it inherits.
while :; do wait; sleep 1; done
