package org.tunnelbench.packaging.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.tunnelbench.packaging.archive.Tar;
import org.tunnelbench.packaging.archive.Tree;

/**
 * A layer of an image, as the OCI image specification has it.
 *
 * @param blob the compressed archive
 * @param digest of the compressed archive, SHA-256 in hexadecimal
 * @param contentDigest of the archive before it was compressed
 */
record Layer(Path blob, String digest, String contentDigest) {
  /** Writes a layer into a folder. */
  static Layer write(Tree tree, Path folder, Instant at) throws IOException {
    Path blob = Files.createTempFile(folder, "layer-", ".tar.gz");
    MessageDigest packed = sha256();
    MessageDigest content = sha256();
    try (OutputStream output = new DigestOutputStream(Files.newOutputStream(blob), packed);
        OutputStream gzip = new DigestOutputStream(Tar.gzip(output), content)) {
      Tar.write(tree, "", at, gzip);
    }
    HexFormat hex = HexFormat.of();
    return new Layer(blob, hex.formatHex(packed.digest()), hex.formatHex(content.digest()));
  }

  /** In bytes. */
  long size() throws IOException {
    return Files.size(blob);
  }

  static String digest(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
