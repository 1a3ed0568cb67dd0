package org.tunnelbench.cli.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What sends and hears packets of any protocol on a host: one of the languages that hosts have
 * anyway. No shell can open a raw socket (raw(7)).
 */
enum Interpreter {
  PERL("perl", "-e", "use Socket; exit 0", "raw-packets.pl"),
  PYTHON_3("python3", "-c", "import socket", "raw-packets.py"),
  PYTHON_2("python2", "-c", "import socket", "raw-packets.py"),
  PYTHON("python", "-c", "import socket", "raw-packets.py"),
  /** That of RHEL 8 and its kin, which is there where no other is. */
  PLATFORM_PYTHON("/usr/libexec/platform-python", "-c", "import socket", "raw-packets.py");

  private final String name;
  private final String option;
  private final String trial;
  private final String script;

  Interpreter(String name, String option, String trial, String script) {
    this.name = name;
    this.option = option;
    this.trial = trial;
    this.script = script;
  }

  /** Does nothing, and succeeds where the host has it. */
  List<String> trial() {
    return List.of(name, option, trial);
  }

  /** Prints {@code ready}, then {@code heard PROBE} for each that arrives at {@code here}. */
  List<String> hear(String token, String here, String there, long seconds) {
    List<String> argv = new ArrayList<>(command("hear", token, here, there));
    argv.add(Long.toString(seconds));
    return argv;
  }

  /** Prints {@code unsent PROBE: REASON} for each that this host itself keeps back. */
  List<String> send(String token, String here, String there) {
    return command("send", token, here, there);
  }

  private List<String> command(String mode, String token, String here, String there) {
    return List.of(name, option, text(), mode, token, here, there);
  }

  private String text() {
    try (InputStream resource =
        Objects.requireNonNull(Interpreter.class.getResourceAsStream(script), script)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(script, unreadable);
    }
  }
}
