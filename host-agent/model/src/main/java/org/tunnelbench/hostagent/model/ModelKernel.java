package org.tunnelbench.hostagent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tunnelbench.contract.host.Ipv4Network;

/** Devices, addresses, policies, associations and files of a host, as far as plans touch them. */
final class ModelKernel {
  /** A device; what is empty it has not. */
  record Device(
      String name,
      String kind,
      String local,
      String remote,
      String peer,
      String master,
      int mtu,
      boolean up) {
    Device withMaster(String bridge) {
      return new Device(name, kind, local, remote, peer, bridge, mtu, up);
    }

    Device withMtu(int bytes) {
      return new Device(name, kind, local, remote, peer, master, bytes, up);
    }

    Device raised(boolean nowUp) {
      return new Device(name, kind, local, remote, peer, master, mtu, nowUp);
    }
  }

  /** An address; the network is that of the peer where there is one. */
  record Address(String device, String local, Ipv4Network network) {}

  /** A policy, by what tells it from others. */
  record Policy(String source, String destination, String protocol, String direction) {}

  /** An association, by what tells it from others. */
  record Identity(String source, String destination, String spi) {}

  final Map<String, Device> devices = new TreeMap<>();
  final List<Address> addresses = new ArrayList<>();
  final Map<Policy, String> policies = new java.util.HashMap<>();
  final Map<Identity, String> associations = new java.util.HashMap<>();
  final Map<String, String> files = new TreeMap<>();
  final Map<String, String> settings =
      new TreeMap<>(
          Map.of(
              "net.ipv4.xfrm4_gc_thresh",
              "32768",
              "vec0 rx",
              "on",
              "vec0 tso",
              "on",
              "vec0 gro",
              "on"));

  /** Everything, in one text, to compare by. */
  String describe() {
    return devices
        + "\n"
        + addresses
        + "\n"
        + policies.keySet()
        + "\n"
        + associations.keySet()
        + "\n"
        + files.keySet()
        + "\n"
        + settings;
  }

  void removeDevice(String name) {
    Device device = devices.remove(name);
    if (device == null) {
      return;
    }
    addresses.removeIf(address -> address.device().equals(name));
    if (!device.peer().isEmpty()) {
      Device other = devices.get(device.peer());
      if (other != null) {
        removeDevice(other.name());
      }
    }
  }
}
