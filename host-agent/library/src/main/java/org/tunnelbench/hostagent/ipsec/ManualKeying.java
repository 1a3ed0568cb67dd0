package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.TrialNames;
import org.tunnelbench.hostagent.plan.Word;

/**
 * ESP in transport mode, keyed by hand: two associations and the two policies that demand them,
 * selected by the tunnel's outer addresses and IP protocol number. Syntax: ip-xfrm(8).
 *
 * <p>The associations come first, so that no packet finds a policy without one and makes the kernel
 * ask for a key daemon.
 */
public final class ManualKeying {
  /** Length of the integrity check value of AES-GCM in bits (RFC 4106, section 6). */
  private static final int GCM_CHECK_VALUE_BITS = 128;

  private static final Word NO_KEY = Word.open("\"\"");

  private final EndpointSpec spec;
  private final EspSpec esp;
  private final Protection.Esp protection;
  private final TrialNames names;

  private ManualKeying(
      EndpointSpec spec, EspSpec esp, Protection.Esp protection, TrialNames names) {
    this.spec = spec;
    this.esp = esp;
    this.protection = protection;
    this.names = names;
  }

  /**
   * The steps that protect an end; none where it is not protected.
   *
   * @param keys as the end sees them; not looked at where the end is not protected
   */
  public static List<PlannedStep> of(EndpointSpec spec, SaKeys keys, TrialNames names) {
    if (spec.esp().isPresent() && spec.levels().protection() instanceof Protection.Esp protection) {
      return List.of(new ManualKeying(spec, spec.esp().get(), protection, names).step(keys));
    }
    return List.of();
  }

  /** Keys of the right lengths that are no secret: for plans that are shown and never applied. */
  public static SaKeys exampleKeys(Protection protection) {
    if (!(protection instanceof Protection.Esp known)) {
      return new SaKeys("", "", "", "");
    }
    String encryption = "00".repeat(known.encryption().keyBytes());
    String authentication =
        "00".repeat(known.authentication().map(Authentication::keyBytes).orElse(0));
    return new SaKeys(encryption, authentication, encryption, authentication);
  }

  private PlannedStep step(SaKeys keys) {
    Ipv4Address here = spec.underlay();
    Ipv4Address there = spec.underlayPeer();
    List<List<Word>> lines =
        List.of(
            association(here, there, esp.spiOut(), keys.encryptionOut(), keys.authenticationOut()),
            association(there, here, esp.spiIn(), keys.encryptionIn(), keys.authenticationIn()),
            policy(here, there, "out"),
            policy(there, here, "in"));
    List<List<String>> undo =
        List.of(
            deletePolicy(there, here, "in"),
            deletePolicy(here, there, "out"),
            deleteAssociation(there, here, esp.spiIn()),
            deleteAssociation(here, there, esp.spiOut()));
    return new PlannedStep.IpBatch(names.batchFile(), lines, undo);
  }

  private List<Word> association(
      Ipv4Address source,
      Ipv4Address destination,
      long spi,
      String encryptionKey,
      String authenticationKey) {
    List<Word> words = new ArrayList<>();
    add(words, "xfrm state add src %s dst %s proto esp".formatted(source, destination));
    add(words, "spi 0x%08x reqid %d mode transport".formatted(spi, names.requestId()));
    String cipher = protection.encryption().kernelName();
    int cipherKeyBytes = protection.encryption().keyBytes();
    if (protection.encryption().authenticates()) {
      add(words, "aead " + cipher);
      words.add(key("encryption key", encryptionKey, cipherKeyBytes));
      add(words, Integer.toString(GCM_CHECK_VALUE_BITS));
    }
    protection
        .authentication()
        .ifPresent(
            authentication -> {
              add(words, "auth-trunc " + authentication.kernelName());
              words.add(key("authentication key", authenticationKey, authentication.keyBytes()));
              add(words, Integer.toString(authentication.truncationBits()));
              add(words, "enc " + cipher);
              words.add(key("encryption key", encryptionKey, cipherKeyBytes));
            });
    return words;
  }

  private List<Word> policy(Ipv4Address source, Ipv4Address destination, String direction) {
    List<Word> words = new ArrayList<>();
    add(words, "xfrm policy add " + selector(source, destination, direction));
    add(words, "tmpl src %s dst %s proto esp".formatted(source, destination));
    add(words, "reqid %d mode transport".formatted(names.requestId()));
    return words;
  }

  private List<String> deletePolicy(Ipv4Address source, Ipv4Address destination, String direction) {
    return List.of(
        ("ip xfrm policy delete " + selector(source, destination, direction)).split(" ", -1));
  }

  private static List<String> deleteAssociation(
      Ipv4Address source, Ipv4Address destination, long spi) {
    return List.of(
        "ip xfrm state delete src %s dst %s proto esp spi 0x%08x"
            .formatted(source, destination, spi)
            .split(" ", -1));
  }

  /** By number, since names need /etc/protocols on the host. */
  private String selector(Ipv4Address source, Ipv4Address destination, String direction) {
    return "src %s/32 dst %s/32 proto %d dir %s"
        .formatted(source, destination, spec.levels().tunnel().ipProtocol(), direction);
  }

  private static void add(List<Word> words, String text) {
    for (String word : text.split(" ", -1)) {
      words.add(Word.open(word));
    }
  }

  private static Word key(String what, String hexadecimal, int bytes) {
    InvalidValueException.unless(
        hexadecimal.matches("([0-9a-f]{2}){" + bytes + "}"),
        what,
        Word.MASK,
        "must be " + bytes + " bytes in lower-case hexadecimal");
    return bytes == 0 ? NO_KEY : Word.secret("0x" + hexadecimal);
  }
}
