package org.tunnelbench.hostaccess.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** Whatever the words, every shell of this machine reads them back as they were. */
class ShellQuotingTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Those of sh, dash, bash and busybox that are here; sh is everywhere. */
  private static final List<List<String>> SHELLS =
      Stream.of(
              List.of("/bin/sh"),
              List.of("/bin/dash"),
              List.of("/bin/bash", "--posix"),
              List.of("/bin/busybox", "sh"))
          .filter(argv -> Files.isExecutable(Path.of(argv.getFirst())))
          .toList();

  @Property(tries = 200)
  void everyWordComesBack(@ForAll("words") @Size(max = 8) List<String> words) throws Exception {
    String script =
        "set -- " + ShellQuoting.quote(words) + "\nfor word; do printf '%s\\0' \"$word\"; done\n";

    for (List<String> shell : SHELLS) {
      StepResult result =
          LocalProcess.run(
              LocalCommand.of(shell).reading(new LocalCommand.Input.Text(script)), LIMIT);

      assertThat(result.stdout())
          .as("%s, which says: %s", shell, result.stderr())
          .isEqualTo(words.stream().map(word -> word + "\0").collect(Collectors.joining()));
    }
  }

  @Property(tries = 50)
  void everyWordComesBackThroughAShellInAShell(@ForAll("words") @Size(max = 4) List<String> words)
      throws Exception {
    String inner = "printf '%s\\0' " + ShellQuoting.quote(words);
    String script = "sh -c " + ShellQuoting.quote(inner) + "\n";

    StepResult result =
        LocalProcess.run(
            LocalCommand.of("/bin/sh").reading(new LocalCommand.Input.Text(script)), LIMIT);

    // printf says its format once where it has no word.
    assertThat(result.stdout())
        .isEqualTo(
            words.isEmpty()
                ? "\0"
                : words.stream().map(word -> word + "\0").collect(Collectors.joining()));
  }

  @Property(tries = 50)
  void everyWordComesBackAsItIsTyped(@ForAll("words") @Size(max = 4) List<String> words)
      throws Exception {
    String script =
        "set -- " + ShellQuoting.typed(words) + "\nfor word; do printf '%s\\0' \"$word\"; done\n";

    StepResult result =
        LocalProcess.run(
            LocalCommand.of("/bin/sh").reading(new LocalCommand.Input.Text(script)), LIMIT);

    assertThat(result.stdout())
        .isEqualTo(words.stream().map(word -> word + "\0").collect(Collectors.joining()));
  }

  @Example
  void whatNeedsNoQuotesHasNone() {
    assertThat(ShellQuoting.typed(List.of("ip", "address", "add", "10.0.0.1/24", "", "a b")))
        .isEqualTo("ip address add 10.0.0.1/24 '' 'a b'");
  }

  @Example
  void aNulIsRefusedAndTheWordNotShown() {
    assertThatThrownBy(() -> ShellQuoting.quote("open\0sesame"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("argument: '…\\0…' must not hold a NUL character");
  }

  @Example
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> ShellQuoting.quote("\ud83d"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("half a surrogate pair");
  }

  /** Words of characters that shells care for, of all others, and of long runs of one. */
  @Provide
  Arbitrary<List<String>> words() {
    Arbitrary<String> special =
        Arbitraries.of(
            "'", "\"", "\\", "$", "`", "\n", "\r", "\t", " ", "!", "-", "#", "~", "*", "?", "[",
            "]", "{", "}", "(", ")", "<", ">", "|", "&", ";", "=", "%", "$(id)", "${HOME}", "'\\''",
            "\u0001", "\u007f", "\u0081", "\u0088", "é", "€", "漢", "😀");
    Arbitrary<String> any =
        Arbitraries.integers()
            .between(1, 0x10ffff)
            .filter(point -> point < 0xd800 || point > 0xdfff)
            .map(Character::toString);
    return Arbitraries.frequencyOf(Tuple.of(3, special), Tuple.of(1, any))
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts))
        .list();
  }
}
