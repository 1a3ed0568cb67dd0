package org.tunnelbench.controller.analysis;

import java.util.OptionalInt;
import org.tunnelbench.contract.experiment.Encryption;
import org.tunnelbench.contract.experiment.EspMode;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKey;
import org.tunnelbench.contract.experiment.TunnelKind;

/**
 * The largest MTU of an inner interface whose packets still fit the underlay in one piece.
 *
 * <p>IPv4 header of 20 bytes (RFC 791), GRE header of 4 without checksum (RFC 2784) and 4 more with
 * a key (RFC 2890), inner Ethernet header of 14; ESP (RFC 4303): 8 bytes of SPI and sequence
 * number, the initialisation vector, padding to the block with 2 trailing bytes, and the
 * authenticator; in tunnel mode the tunnel's own IPv4 header lies inside too.
 */
final class LargestMtu {
  private static final int IPV4_HEADER = 20;
  private static final int GRE_HEADER = 4;
  private static final int GRE_KEY = 4;
  private static final int ETHERNET_HEADER = 14;
  private static final int ESP_HEADER = 8;
  private static final int ESP_TRAILER = 2;

  private LargestMtu() {}

  /** In bytes; absent where there is no tunnel. */
  static OptionalInt of(TunnelKind tunnel, TunnelKey key, Protection protection, int underlayMtu) {
    int room = payloadRoom(protection, underlayMtu - IPV4_HEADER);
    int gre = key.equals(TunnelKey.NONE) ? GRE_HEADER : GRE_HEADER + GRE_KEY;
    return switch (tunnel) {
      case GRETAP -> OptionalInt.of(room - gre - ETHERNET_HEADER);
      case GRE -> OptionalInt.of(room - gre);
      case IPIP -> OptionalInt.of(room);
      case NONE -> OptionalInt.empty();
    };
  }

  private static int payloadRoom(Protection protection, int room) {
    return switch (protection) {
      case Protection.Unprotected none -> room;
      case Protection.Esp esp -> {
        int block = block(esp.encryption());
        int padded = room - ESP_HEADER - vector(esp.encryption()) - authenticator(esp);
        yield padded / block * block - ESP_TRAILER - header(esp.mode());
      }
    };
  }

  /** What ESP wraps beside the tunnel's payload. */
  private static int header(EspMode mode) {
    return switch (mode) {
      case TRANSPORT -> 0;
      case TUNNEL -> IPV4_HEADER;
    };
  }

  /** What the padded payload is a multiple of: at least 4 bytes (RFC 4303, section 2.4). */
  private static int block(Encryption encryption) {
    return switch (encryption) {
      case NULL, AES_128_GCM -> 4;
      case AES_128_CBC -> 16;
    };
  }

  /** RFC 3602, section 3; RFC 4106, section 3.1. */
  private static int vector(Encryption encryption) {
    return switch (encryption) {
      case NULL -> 0;
      case AES_128_CBC -> 16;
      case AES_128_GCM -> 8;
    };
  }

  /** The hash's truncated length; AES-GCM's own is 16 bytes (RFC 4106, section 6). */
  private static int authenticator(Protection.Esp esp) {
    return esp.authentication().map(hash -> hash.truncationBits() / 8).orElse(16);
  }
}
