package org.tunnelbench.packaging.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.tunnelbench.packaging.archive.Entry;
import org.tunnelbench.packaging.archive.Tar;
import org.tunnelbench.packaging.archive.Tree;

/**
 * A binary package as deb(5) describes it.
 *
 * @param fields of its control file, each on lines of its own, but for {@code Installed-Size}
 * @param scripts that dpkg runs, by their names; see deb-postinst(5) and the others
 * @param data what it installs; files below {@code etc} are the administrator's to change
 *     (deb-conffiles(5))
 */
record DebianArchive(String fields, Map<String, String> scripts, Tree data) {
  private static final int KIBIBYTE = 1024;
  private static final int PLAIN_FILE = 0100644;

  DebianArchive {
    scripts = Map.copyOf(scripts);
  }

  /** Writes the package, everything in it of one time. */
  void write(Path file, Instant at) throws IOException {
    Path unpacked = Files.createTempFile("tunnelbench-package", ".tar.gz");
    try (OutputStream output = Files.newOutputStream(file);
        ArArchiveOutputStream archive = new ArArchiveOutputStream(output)) {
      try (OutputStream packed = Tar.gzip(Files.newOutputStream(unpacked))) {
        Tar.write(data, "./", at, packed);
      }
      ByteArrayOutputStream control = new ByteArrayOutputStream();
      try (OutputStream packed = Tar.gzip(control)) {
        Tar.write(control(), "./", at, packed);
      }
      put(archive, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII), at);
      put(archive, "control.tar.gz", control.toByteArray(), at);
      put(archive, "data.tar.gz", Files.readAllBytes(unpacked), at);
    } finally {
      Files.deleteIfExists(unpacked);
    }
  }

  private Tree control() throws IOException {
    Tree control =
        new Tree()
            .text(
                "control",
                fields.strip() + "\nInstalled-Size: " + installedSize() + "\n",
                Entry.READABLE)
            .text("md5sums", md5sums(), Entry.READABLE);
    scripts.forEach((name, script) -> control.text(name, script, Entry.EXECUTABLE));
    String conffiles = conffiles();
    return conffiles.isEmpty() ? control : control.text("conffiles", conffiles, Entry.READABLE);
  }

  /** An estimate in KiB, as deb-substvars(5) defines it. */
  private long installedSize() throws IOException {
    long size = 0;
    for (Entry entry : data.entries().values()) {
      size +=
          entry instanceof Entry.Contents file
              ? Math.ceilDiv(file.size(), KIBIBYTE)
              : 1; // as dpkg-gencontrol counts folders and links
    }
    return size;
  }

  private String conffiles() {
    StringBuilder names = new StringBuilder();
    data.entries()
        .forEach(
            (path, entry) -> {
              if (path.startsWith("etc/") && entry instanceof Entry.Contents) {
                names.append('/').append(path).append('\n');
              }
            });
    return names.toString();
  }

  /** Of what is not the administrator's, as dh_md5sums(1) writes it. */
  private String md5sums() throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, Entry> entry : data.entries().entrySet()) {
      if (!entry.getKey().startsWith("etc/") && entry.getValue() instanceof Entry.Contents file) {
        sums.append(md5(file.bytes())).append("  ").append(entry.getKey()).append('\n');
      }
    }
    return sums.toString();
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void put(ArArchiveOutputStream archive, String name, byte[] content, Instant at)
      throws IOException {
    archive.putArchiveEntry(
        new ArArchiveEntry(name, content.length, 0, 0, PLAIN_FILE, at.getEpochSecond()));
    archive.write(content);
    archive.closeArchiveEntry();
  }
}
