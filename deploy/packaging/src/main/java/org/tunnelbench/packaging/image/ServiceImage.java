package org.tunnelbench.packaging.image;

import java.util.List;
import java.util.OptionalInt;

/** The images, by what each is to hold. */
public enum ServiceImage {
  /** Keeps nothing of its own, and runs no tool. */
  CONTROLLER("controller", Programs.NONE, OptionalInt.of(8080)),
  /** Sets tunnels up, on this node too. */
  HOST_AGENT("host-agent", Programs.TUNNELS, OptionalInt.of(8081)),
  /** Makes traffic, on this node too. */
  THROUGHPUT_PROBE("throughput-probe", Programs.TRAFFIC, OptionalInt.of(8082)),
  /** One Kafka broker to try things with; its main class is its first argument. */
  BROKER("broker", Programs.NONE, OptionalInt.empty());

  private final String partName;
  private final Programs programs;
  private final OptionalInt httpPort;

  ServiceImage(String partName, Programs programs, OptionalInt httpPort) {
    this.partName = partName;
    this.programs = programs;
    this.httpPort = httpPort;
  }

  /** Its name, and that of its folder among the products. */
  public String partName() {
    return partName;
  }

  /** The packages that it runs programs of, beside what a Java runtime needs. */
  List<String> packages() {
    return programs.packages.isEmpty() ? List.of() : List.of(programs.packages.split(" ", -1));
  }

  /** What is run when it starts. */
  List<String> entryPoint() {
    return httpPort.isPresent()
        ? List.of("java", "-jar", "/" + Layout.APPLICATION + "/quarkus-run.jar")
        : List.of("java", "-cp", "/" + Layout.APPLICATION + "/*");
  }

  /** The port that it listens on. */
  int port() {
    return httpPort.orElse(9092);
  }

  /** Packages of Debian's, by what they are for. busybox gives what no other does. */
  private enum Programs {
    NONE(""),
    TRAFFIC("busybox-static dash ethtool iperf3 iproute2 iputils-ping"),
    /** iperf3 too, since the agent tells the controller which tools of traffic its host has. */
    TUNNELS(
        "busybox-static charon-systemd dash ethtool iperf3 iproute2 iputils-ping kmod"
            + " libstrongswan-standard-plugins netbase strongswan-swanctl");

    private final String packages;

    Programs(String packages) {
      this.packages = packages;
    }
  }
}
