package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;

/** Makes Ed25519 keys with the tools that the guests' tree brings along. */
final class SshKeys {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String TYPE = "ssh-ed25519 ";

  private final GuestTree tree;

  SshKeys(GuestTree tree) {
    this.tree = tree;
  }

  /**
   * Makes a key in dropbear's own form, as its server reads it.
   *
   * @return the public key as {@code ssh-ed25519 AAAA…}
   */
  String makeHostKey(Path file) throws IOException, LabException, InterruptedException {
    String output = run("dropbearkey", List.of("-t", "ed25519", "-f", file.toString()));
    return output
        .lines()
        .filter(line -> line.startsWith(TYPE))
        .map(line -> TYPE + line.split(" ", 3)[1])
        .findFirst()
        .orElseThrow(() -> new LabException("dropbearkey printed no public key: " + output));
  }

  /**
   * Makes a key in OpenSSH's form, as clients read it.
   *
   * @return the public key as {@code ssh-ed25519 AAAA…}
   */
  String makeClientKey(Path file) throws IOException, LabException, InterruptedException {
    Path own = file.resolveSibling(file.getFileName() + ".dropbear");
    String publicKey = makeHostKey(own);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    run("dropbearconvert", List.of("dropbear", "openssh", own.toString(), file.toString()));
    Files.delete(own);
    return publicKey;
  }

  private String run(String program, List<String> arguments)
      throws IOException, LabException, InterruptedException {
    StepResult result = LocalProcess.run(LocalCommand.of(tree.command(program, arguments)), LIMIT);
    if (!result.succeeded()) {
      throw new LabException(
          "%s failed (%d): %s".formatted(program, result.exitCode(), result.stderr().strip()));
    }
    return result.stdout();
  }
}
