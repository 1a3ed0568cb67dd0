package org.tunnelbench.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The token of a lab, made anew for each: whoever may read the run's folder drives its controller,
 * and no other user of the machine does.
 */
final class LabToken {
  /** In bytes; nobody guesses it. */
  private static final int LENGTH = 32;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private LabToken() {}

  /** The file that holds the token alone. */
  static Path file(Path run) {
    return run.resolve("token");
  }

  /** The file that the controller reads: the token with its role and a name. */
  static Path fileOfController(Path run) {
    return run.resolve("tokens");
  }

  /** Makes the token of the run in that folder. */
  static void make(Path run) throws IOException {
    byte[] random = new byte[LENGTH];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    write(file(run), token);
    write(fileOfController(run), "operator lab " + token);
  }

  private static void write(Path file, String line) throws IOException {
    // With its permissions before it has content.
    Files.createFile(file, OWNER_ONLY);
    Files.writeString(file, line + System.lineSeparator());
  }
}
