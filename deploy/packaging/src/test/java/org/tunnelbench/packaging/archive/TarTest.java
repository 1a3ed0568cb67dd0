package org.tunnelbench.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.InvalidValueException;

class TarTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void foldersComeBeforeWhatIsInThemAndAllIsOfRootAndOfOneTime() throws Exception {
    Tree tree = new Tree().text("usr/bin/tool", "text", 0755).link("bin", "usr/bin");

    List<TarArchiveEntry> entries = read(tar(tree));

    assertThat(entries)
        .extracting(entry -> "%o %s".formatted(entry.getMode() & 07777, entry.getName()))
        .containsExactly("777 ./bin", "755 ./usr/", "755 ./usr/bin/", "755 ./usr/bin/tool")
        .doesNotHaveDuplicates();
    assertThat(entries.getFirst().getLinkName()).isEqualTo("usr/bin");
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(AT);
              assertThat(entry.getLongUserId()).isZero();
              assertThat(entry.getUserName()).isEqualTo("root");
            });
  }

  @Test
  void theSameFilesMadeInAnotherOrderAndAtAnotherTimeAreTheSameBytes() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    for (String name : List.of("a", "b")) {
      Files.writeString(first.resolve(name), name);
    }
    for (String name : List.of("b", "a")) {
      Path file = Files.writeString(second.resolve(name), name);
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    assertThat(tar(new Tree().below("files", first)))
        .isEqualTo(tar(new Tree().below("files", second)));
  }

  @Test
  void aFolderIsTakenAsItIs() throws Exception {
    Path tool = Files.writeString(folder.resolve("tool"), "x");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("tool"));

    Map<String, Entry> entries = new Tree().below("opt", folder).entries();

    assertThat(entries)
        .containsEntry("opt/tool", new Entry.Copy(tool, 0750))
        .containsEntry("opt/link", new Entry.Link("tool"));
  }

  @Test
  void whatIsLeftOutTakesAllThatIsInItAlong() {
    Tree tree = new Tree().text("usr/share/doc/a", "", 0644).text("usr/share/docs", "", 0644);

    assertThat(tree.without("usr/share/doc").entries().keySet())
        .containsExactly("usr", "usr/share", "usr/share/docs");
  }

  @Test
  void aPathMustNameSomething() {
    assertThatThrownBy(() -> new Tree().text("usr/", "", 0644))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("below the root");
  }

  @Test
  void theEnvironmentMaySayAnotherTime() {
    assertThat(Epoch.of(Map.of())).isEqualTo(AT);
    assertThat(Epoch.of(Map.of("SOURCE_DATE_EPOCH", "86400")))
        .isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
    assertThatThrownBy(() -> Epoch.of(Map.of("SOURCE_DATE_EPOCH", "today")))
        .hasMessageContaining("seconds since 1970");
  }

  private static byte[] tar(Tree tree) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Tar.write(tree, "./", AT, bytes);
    return bytes.toByteArray();
  }

  /** All but the root's own entry. */
  private static List<TarArchiveEntry> read(byte[] tar) throws Exception {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream input = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        entries.add(entry);
      }
    }
    assertThat(entries.removeFirst().getName()).isEqualTo("./");
    return entries;
  }
}
