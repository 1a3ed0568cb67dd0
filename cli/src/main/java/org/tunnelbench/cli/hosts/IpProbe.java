package org.tunnelbench.cli.hosts;

/** A kind of packet that tunnels and ESP send, and a firewall may drop. */
enum IpProbe {
  GRE("gre", "protocol 47", "-p 47"),
  IPIP("ipip", "protocol 4", "-p 4"),
  ESP("esp", "protocol 50", "-p 50"),
  IKE("ike", "UDP port 500", "-p udp --dport 500");

  private final String word;
  private final String packets;
  private final String match;

  IpProbe(String word, String packets, String match) {
    this.word = word;
    this.packets = packets;
    this.match = match;
  }

  /** As raw-packets.pl calls it. */
  String word() {
    return word;
  }

  /** What its packets are. */
  String packets() {
    return packets;
  }

  /** What iptables(8) calls its packets. */
  String match() {
    return match;
  }
}
