package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;

/** What a run leaves, sends and prints holds none of the keys that its trials used. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SecretsTest {
  private static final Duration LONGEST_WATCH = Duration.ofMinutes(5);

  /**
   * Every key that the kernel uses or a daemon is told, and every process's arguments, which the
   * builtin read takes without their zero bytes: what a daemon is told is there for a moment only.
   */
  private static final String WATCH =
      """
      while :; do
        ip xfrm state
        cat /var/run/tb*/* 2>/dev/null
        for process in /proc/[0-9]*; do
          words=
          read -r words 2>/dev/null <$process/cmdline
          echo "argv: $words"
        done
      done
      """;

  private static final Pattern KERNEL_KEY =
      Pattern.compile("(?:enc|auth|auth-trunc|aead) \\S+ 0x([0-9a-f]{32,})");
  private static final Pattern PRE_SHARED = Pattern.compile("secret = \"?0x([0-9a-f]{16,})");

  @TempDir private Path folder = Path.of("");

  @Test
  void noKeyIsLeftOrPrinted() throws Exception {
    Launcher launcher = new Launcher(folder);
    Path output = folder.resolve("out");
    try (Watch watch = Watch.over(OwnGuests.alpha())) {
      List<String> arguments = new ArrayList<>();
      String said;
      try {
        StepResult up = launcher.run("up", "--hosts", OwnGuests.write(folder).toString());
        assertThat(up.exitCode()).as(up.stderr()).isZero();
        try (Started run =
            launcher.start("run", "--output", output.toString(), document().toString())) {
          for (int trial = 1; trial <= 2; trial++) {
            run.awaitLine("[" + trial + "/2]");
            arguments.addAll(arguments(launcher));
          }
          assertThat(run.awaitEnd()).as(run.said()).isZero();
          said = run.said();
        }
        Set<Secret> secrets = watch.secrets();
        assertThat(secrets).filteredOn(Secret::preShared).isNotEmpty();
        // Two ends with two keys each, set by hand; as many that IKE has made; more where a
        // disturbed trial was repeated.
        assertThat(secrets)
            .filteredOn(secret -> !secret.preShared())
            .hasSizeGreaterThanOrEqualTo(8);
        String experiment = Results.in(output).id().value();

        Search search = new Search(secrets);
        search.text("what the run printed", said);
        search.text("arguments on this machine", String.join("\n", arguments));
        search.text("arguments on the guest", String.join("\n", watch.arguments()));
        for (HostEntry guest : OwnGuests.both()) {
          search.text("files of " + guest.name(), filesOf(guest));
        }
        List<Path> searched = search.folder(folder);

        assertThat(search.found()).isEmpty();
        // The search sees what there is to be seen: results, the record in Kafka, the journals.
        assertThat(said).contains(output.toString());
        assertThat(filesWith(searched, experiment))
            .anyMatch(file -> file.endsWith("result.json"))
            .anyMatch(file -> file.endsWith(".log"))
            .anyMatch(file -> file.contains("host-agent"));
      } finally {
        launcher.run("down", "--all");
      }
    }
  }

  private Path document() throws IOException {
    return Files.writeString(
        folder.resolve("document.yaml"),
        """
        name: secrets
        blocks:
          - tunnel: [gre]
            protection: [esp/aes-128-cbc/hmac-sha1]
            keying: [manual, strongswan-ikev2]
        traffic: {seconds: 2}
        """);
  }

  private static List<String> arguments(Launcher launcher) {
    return launcher.processes().stream()
        .map(process -> process.info().commandLine().orElse(""))
        .toList();
  }

  private static String filesOf(HostEntry guest) throws Exception {
    return OwnGuests.shell(
        guest,
        "find /run /var /tmp /root /etc -xdev -type f -size -1024k"
            + " -exec cat {} + 2>/dev/null; dmesg");
  }

  private static List<String> filesWith(List<Path> files, String text) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      if (bytes(file).contains(text)) {
        found.add(file.toString());
      }
    }
    return found;
  }

  private static String bytes(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /**
   * A key.
   *
   * @param hexadecimal its bytes, in lower case
   */
  private record Secret(boolean preShared, String hexadecimal) {
    /** All that would give it away. */
    List<String> spellings() {
      byte[] bytes = HexFormat.of().parseHex(hexadecimal);
      return List.of(
          hexadecimal,
          hexadecimal.toUpperCase(Locale.ROOT),
          new String(bytes, StandardCharsets.ISO_8859_1),
          Base64.getEncoder().withoutPadding().encodeToString(bytes),
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  /** Looks for keys, and keeps where they are. */
  private static final class Search {
    private final List<String> spellings;
    private final Set<String> found = new TreeSet<>();

    Search(Set<Secret> secrets) {
      spellings = secrets.stream().flatMap(secret -> secret.spellings().stream()).toList();
    }

    void text(String where, String text) {
      if (spellings.stream().anyMatch(text::contains)) {
        found.add(where);
      }
    }

    List<Path> folder(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> regular = files.filter(Files::isRegularFile).toList();
        for (Path file : regular) {
          text(file.toString(), bytes(file));
        }
        return regular;
      }
    }

    Set<String> found() {
      return found;
    }
  }

  /** Sees on a guest what only root can see. */
  private record Watch(HostAccess access, RunningCommand command, Set<String> lines)
      implements AutoCloseable {
    static Watch over(HostEntry guest) throws Exception {
      Set<String> lines = ConcurrentHashMap.newKeySet();
      HostAccess access = HostAccesses.open(guest);
      return new Watch(
          access, access.start(List.of("sh", "-c", WATCH), LONGEST_WATCH, lines::add), lines);
    }

    Set<Secret> secrets() {
      Set<Secret> secrets = ConcurrentHashMap.newKeySet();
      for (String line : lines) {
        keys(KERNEL_KEY, line).forEach(key -> secrets.add(new Secret(false, key)));
        keys(PRE_SHARED, line).forEach(key -> secrets.add(new Secret(true, key)));
      }
      return secrets;
    }

    private static Stream<String> keys(Pattern pattern, String line) {
      return pattern.matcher(line).results().map((MatchResult found) -> found.group(1));
    }

    List<String> arguments() {
      return lines.stream().filter(line -> line.startsWith("argv: ")).toList();
    }

    @Override
    public void close() {
      command.stop();
      access.close();
    }
  }
}
