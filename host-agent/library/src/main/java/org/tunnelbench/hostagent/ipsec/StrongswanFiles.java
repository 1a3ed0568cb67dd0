package org.tunnelbench.hostagent.ipsec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.hostagent.plan.HostFile;
import org.tunnelbench.hostagent.plan.Word;

/**
 * What a charon of our own is run by: scripts, strongswan.conf(5) for the daemon and its tool,
 * swanctl.conf(5) for its one connection. Options are those that strongSwan 5.2 to 6.0 share.
 */
record StrongswanFiles(ProtectedEnd end) {
  /**
   * Those that bring the IKE proposal's algorithms in one build or another; charon says of a plugin
   * that it does not have it, and goes on.
   */
  private static final String PLUGINS =
      "random nonce openssl aes sha1 sha2 md5 hmac kdf gmp kernel-netlink socket-default vici";

  /** AES-128-CBC, HMAC-SHA-256 and Diffie-Hellman with 2048 bits: every version proposes it too. */
  private static final String IKE_PROPOSAL = "aes128-sha256-modp2048";

  /** Where they are. */
  String folder() {
    return end.names().ikeFolder();
  }

  /** What charon says. */
  String log() {
    return folder() + "/log";
  }

  /** The file that holds the secret, and is there until charon has read it. */
  String connection() {
    return folder() + "/swanctl.conf";
  }

  /** What runs a part of the script that handles charon. */
  List<String> charon(String... words) {
    List<String> argv = new ArrayList<>(List.of("sh", folder() + "/charon"));
    argv.addAll(List.of(words));
    return List.copyOf(argv);
  }

  /** What ends charon. */
  List<String> stop() {
    return List.of("sh", folder() + "/stop");
  }

  /** All of them: what stops it is there before there is something to stop. */
  List<HostFile> all(PreSharedKey key) {
    return List.of(
        HostFile.open(folder() + "/stop", HostFile.PRIVATE, script("stop-charon.sh")),
        HostFile.open(folder() + "/charon", HostFile.PRIVATE, script("charon.sh")),
        HostFile.open(folder() + "/strongswan.conf", HostFile.PRIVATE, settings()),
        new HostFile(connection(), HostFile.PRIVATE, connectionLines(key)));
  }

  /**
   * The settings of the daemon, which brings no route, rule or address. It repeats requests every
   * half second, longer than anybody waits for it, and logs to its standard error, which alone is
   * not buffered.
   */
  private List<String> settings() {
    return lines(
        """
        charon {
          load_modular = no
          load = %s
          user = root
          group = root
          port = 500
          port_nat_t = 4500
          install_routes = no
          install_virtual_ip = no
          process_route = no
          routing_table = 0
          retransmit_timeout = 0.5
          retransmit_base = 1
          retransmit_tries = 20
          filelog {
            stderr {
              default = 1
              time_format = %%H:%%M:%%S
            }
          }
          plugins {
            kernel-netlink {
              include %s/kernel.conf
            }
            socket-default {
              use_ipv6 = no
            }
            vici {
              socket = unix://%s/vici
            }
          }
        }
        swanctl {
          load = random
        }
        """
            .formatted(PLUGINS, folder(), folder()));
  }

  /** The policies are the plan's own; they find the associations by the request id. */
  private List<List<Word>> connectionLines(PreSharedKey key) {
    String here = end.here().value();
    String there = end.there().value();
    String selector = "dynamic[%d]".formatted(end.protocol());
    String open =
        """
        connections {
          tunnel {
            version = %d
            local_addrs = %s
            remote_addrs = %s
            proposals = %s
            mobike = no
            local {
              auth = psk
              id = %s
            }
            remote {
              auth = psk
              id = %s
            }
            children {
              tunnel {
                mode = %s
                local_ts = %s
                remote_ts = %s
                esp_proposals = %s
                policies = no
                reqid = %d
              }
            }
          }
        }
        secrets {
          ike {
            id-1 = %s
            id-2 = %s
        """
            .formatted(
                end.spec().levels().keying() == Keying.STRONGSWAN_IKEV1 ? 1 : 2,
                here,
                there,
                IKE_PROPOSAL,
                here,
                there,
                end.protection().mode(),
                selector,
                selector,
                proposal(),
                end.names().requestId(),
                here,
                there);
    List<List<Word>> lines = new ArrayList<>();
    lines(open).forEach(line -> lines.add(List.of(Word.open(line))));
    lines.add(List.of(Word.open("    secret ="), hexadecimal(key)));
    lines.add(List.of(Word.open("  }")));
    lines.add(List.of(Word.open("}")));
    return List.copyOf(lines);
  }

  private String proposal() {
    return end.protection().encryption().strongswanName()
        + end.protection()
            .authentication()
            .map(Authentication::strongswanName)
            .map("-"::concat)
            .orElse("");
  }

  /** In this form no character means anything to the file's reader. */
  private static Word hexadecimal(PreSharedKey key) {
    byte[] bytes = key.text().getBytes(StandardCharsets.US_ASCII);
    return Word.secret("0x" + HexFormat.of().formatHex(bytes));
  }

  /** A script without its comments. */
  private static List<String> script(String name) {
    try (InputStream in = StrongswanFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the script " + name + " is not on the class path");
      }
      return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
          .filter(line -> !line.strip().startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the script " + name, e);
    }
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
