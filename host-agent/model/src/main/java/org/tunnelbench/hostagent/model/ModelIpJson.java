package org.tunnelbench.hostagent.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tunnelbench.contract.Json;

/** What the {@code ip} of a model host prints with {@code -j}. */
final class ModelIpJson {
  private final ModelKernel kernel;

  ModelIpJson(ModelKernel kernel) {
    this.kernel = kernel;
  }

  String devices() {
    ArrayNode devices = Json.MAPPER.createArrayNode();
    int index = 1;
    for (ModelKernel.Device device : kernel.devices.values()) {
      ObjectNode node = devices.addObject();
      node.put("ifindex", index++).put("ifname", device.name());
      node.putArray("flags").add("BROADCAST");
      if (device.up()) {
        ((ArrayNode) node.get("flags")).add("UP").add("LOWER_UP");
      }
      node.put("mtu", device.mtu()).put("link_type", "ether");
      if (!device.master().isEmpty()) {
        node.put("master", device.master());
      }
      if (!device.kind().isEmpty()) {
        ObjectNode info = node.putObject("linkinfo").put("info_kind", device.kind());
        if (!device.remote().isEmpty()) {
          info.putObject("info_data")
              .put("remote", device.remote())
              .put("local", device.local().isEmpty() ? "any" : device.local());
        }
      }
      ArrayNode addresses = node.putArray("addr_info");
      for (ModelKernel.Address address : kernel.addresses) {
        if (address.device().equals(device.name())) {
          addresses
              .addObject()
              .put("family", "inet")
              .put("local", address.local())
              .put("prefixlen", address.network().prefixLength());
        }
      }
    }
    return devices.toString();
  }

  String routes() {
    ArrayNode routes = Json.MAPPER.createArrayNode();
    for (ModelKernel.Address address : kernel.addresses) {
      routes
          .addObject()
          .put("dst", address.network().toString())
          .put("dev", address.device())
          .put("protocol", "kernel");
      routes
          .addObject()
          .put("type", "local")
          .put("dst", address.local())
          .put("dev", address.device())
          .put("table", "local");
    }
    return routes.toString();
  }
}
