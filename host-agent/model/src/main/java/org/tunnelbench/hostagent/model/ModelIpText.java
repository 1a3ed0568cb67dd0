package org.tunnelbench.hostagent.model;

import static java.util.stream.Collectors.joining;

import java.util.Set;

/** What the {@code ip} of an old model host prints. */
final class ModelIpText {
  /** Devices that only {@code ip tunnel} knows the ends of. */
  private static final Set<String> OF_IP_TUNNEL = Set.of("gre", "ipip");

  private final ModelKernel kernel;

  ModelIpText(ModelKernel kernel) {
    this.kernel = kernel;
  }

  String links() {
    return kernel.devices.values().stream().map(this::link).collect(joining());
  }

  String addresses() {
    return kernel.devices.values().stream()
        .map(device -> header(device) + addressesOf(device))
        .collect(joining());
  }

  String tunnels() {
    return kernel.devices.values().stream()
        .filter(device -> OF_IP_TUNNEL.contains(device.kind()))
        .map(
            device ->
                "%s: %s/ip  remote %s  local %s  ttl inherit \n"
                    .formatted(
                        device.name(),
                        device.kind().replace("ipip", "ip"),
                        device.remote(),
                        any(device.local())))
        .collect(joining());
  }

  String routes() {
    return kernel.addresses.stream()
        .map(
            address ->
                "%s dev %s  proto kernel  scope link  src %s \nlocal %s dev %s  table local  proto kernel  scope host  src %s \n"
                    .formatted(
                        address.network(),
                        address.device(),
                        address.local(),
                        address.local(),
                        address.device(),
                        address.local()))
        .collect(joining());
  }

  private String link(ModelKernel.Device device) {
    String kind = OF_IP_TUNNEL.contains(device.kind()) ? "" : device.kind();
    String ends =
        device.remote().isEmpty()
            ? ""
            : "remote %s local %s ttl inherit ".formatted(device.remote(), any(device.local()));
    return header(device) + (kind.isEmpty() ? "" : "    " + kind + " " + ends + "\n");
  }

  private static String header(ModelKernel.Device device) {
    return "1: %s: <BROADCAST%s> mtu %d qdisc noqueue state UNKNOWN \n    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n"
        .formatted(device.name(), device.up() ? ",UP,LOWER_UP" : "", device.mtu());
  }

  private String addressesOf(ModelKernel.Device device) {
    return kernel.addresses.stream()
        .filter(address -> address.device().equals(device.name()))
        .map(ModelIpText::address)
        .collect(joining());
  }

  private static String address(ModelKernel.Address address) {
    boolean pointToPoint = !address.network().address().value().equals(address.local());
    return "    inet %s scope global %s\n"
        .formatted(
            pointToPoint
                ? address.local() + " peer " + address.network()
                : address.network().toString(),
            address.device());
  }

  private static String any(String address) {
    return address.isEmpty() ? "any" : address;
  }
}
