package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.hostagent.plan.Word;

/**
 * The files of a racoon of our own: racoon.conf(5), psk.txt, and where its pid file, socket and log
 * lie. What the note of 2013-01-20 sets is set as it has it; what is added is said where it stands.
 */
record RacoonFiles(ProtectedEnd end) {
  /**
   * Without these a wrong secret and a silent peer are known after 50 s: each message is sent again
   * this often, at this interval, and each phase given up after so long.
   */
  private static final String TIMER =
      "timer { counter 2; interval 2 sec; phase1 6 sec; phase2 6 sec; }";

  String folder() {
    return end.names().ikeFolder();
  }

  String configuration() {
    return folder() + "/racoon.conf";
  }

  String secrets() {
    return folder() + "/psk.txt";
  }

  String log() {
    return folder() + "/racoon.log";
  }

  String socket() {
    return folder() + "/racoon.sock";
  }

  String pidFile() {
    return folder() + "/racoon.pid";
  }

  /** The key stands to the end of the line, whatever it holds. */
  List<List<Word>> secretLines(PreSharedKey key) {
    return List.of(List.of(Word.open(end.there().value()), Word.secret(key.text())));
  }

  /** The lines of the configuration. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("path pre_shared_key \"%s\";".formatted(secrets()));
    lines.add("path pidfile \"%s\";".formatted(pidFile()));
    lines.add("# Without these it binds every address, and answers at a socket that all share.");
    lines.add("listen {");
    lines.add("    isakmp %s [500];".formatted(end.here()));
    lines.add("    adminsock \"%s\" \"root\" \"root\" 0600;".formatted(socket()));
    lines.add("}");
    lines.add("# Whether the other end answers is known within ten seconds.");
    lines.add(TIMER);
    lines.add("remote %s {".formatted(end.there()));
    lines.add("    exchange_mode main;");
    lines.add("    proposal {");
    lines.add("        encryption_algorithm aes;");
    lines.add("        hash_algorithm md5;");
    lines.add("        authentication_method pre_shared_key;");
    lines.add("        dh_group 2;");
    lines.add("    }");
    lines.add("}");
    lines.add("# Of this tunnel and no other.");
    lines.addAll(
        securityInformation(
            "address %s address %s".formatted(side(end.here()), side(end.there()))));
    lines.addAll(securityInformation("anonymous"));
    return List.copyOf(lines);
  }

  private List<String> securityInformation(String of) {
    return List.of(
        "sainfo " + of + " {",
        "    lifetime time 1 hour;",
        "    encryption_algorithm %s;".formatted(encryptionName()),
        "    authentication_algorithm %s;"
            .formatted(
                end.protection().authentication().map(Authentication::racoonName).orElseThrow()),
        "    compression_algorithm deflate;",
        "}");
  }

  /** An address and the tunnel's protocol; {@code ipencap} is a syntax error here. */
  private String side(Ipv4Address address) {
    return address + (end.spec().levels().tunnel() == TunnelKind.IPIP ? " 4" : " gre");
  }

  private String encryptionName() {
    return end.protection()
        .encryption()
        .racoonName()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "protection", end.protection(), "must be one that racoon knows"));
  }
}
