package org.tunnelbench.hostagent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.plan.Traces;
import org.tunnelbench.hostagent.setting.Setting;

class JournalTest {
  @TempDir private Path folder;

  private static JournalEntry entry(int place) {
    return new JournalEntry(
        JournalEntry.VERSION,
        Examples.attempt(place, 1),
        Examples.HOST,
        "digest",
        List.of(List.of("ip", "link", "delete", "dev", "tb012345-tun")),
        List.of(List.of("rm", "-rf", "/var/run/tb012345-ike")),
        Optional.of("/var/run/tb012345-undo"),
        new Traces(
            "tb012345",
            7,
            Optional.of(Examples.UNDERLAY),
            true,
            List.of(new Setting(Setting.Kind.SYSCTL, "", "net.ipv4.xfrm4_gc_thresh"))),
        List.of("link vec0"));
  }

  @Test
  void whatWasBegunIsOpenUntilItIsEndedAlsoForTheNextAgent() throws IOException {
    Journal journal = new Journal(folder.resolve("host"));
    journal.begin(entry(1));
    journal.begin(entry(2));

    assertThat(new Journal(folder.resolve("host")).open().entries())
        .containsExactly(entry(1), entry(2));
    assertThat(journal.isOpen(Examples.attempt(1, 1))).isTrue();

    journal.end(entry(1));
    assertThat(journal.open().entries()).containsExactly(entry(2));
    assertThat(journal.isOpen(Examples.attempt(1, 1))).isFalse();
    journal.end(entry(1));
  }

  @Test
  void anEntryThatWasNeverFinishedBeganNothing() throws IOException {
    Journal journal = new Journal(folder);
    Files.writeString(folder.resolve("0123456789ab-00009.1.json.new"), "{");

    assertThat(journal.open().isEmpty()).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeReadKeepsNobodyFromReadingTheOthers() throws IOException {
    Journal journal = new Journal(folder);
    journal.begin(entry(1));
    journal.begin(entry(2));
    Path ofAnotherVersion = folder.resolve("0123456789ab-00001.1.json");
    Files.writeString(
        ofAnotherVersion,
        Files.readString(ofAnotherVersion)
            .replace("\"version\":" + JournalEntry.VERSION, "\"version\":0"));
    Path empty = Files.writeString(folder.resolve("0123456789ab-00003.1.json"), "");
    Path nothing = Files.writeString(folder.resolve("0123456789ab-00004.1.json"), "null");
    Path aFolder = Files.createDirectory(folder.resolve("0123456789ab-00005.1.json"));

    assertThat(journal.open())
        .isEqualTo(
            new Journal.Open(
                List.of(entry(2)), List.of(ofAnotherVersion, empty, nothing, aFolder)));
  }

  @Test
  void aStrayFileIsPassedOverAndLeftAlone() throws IOException {
    Journal journal = new Journal(folder);
    journal.begin(entry(1));
    Path stray = Files.writeString(folder.resolve("notes.txt"), "to do");
    Path strayFolder = Files.createDirectories(folder.resolve("old.new").resolve("below"));

    assertThat(journal.open()).isEqualTo(new Journal.Open(List.of(entry(1)), List.of()));
    assertThat(stray).exists();
    assertThat(strayFolder).exists();
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    new Journal(folder.resolve("host")).begin(entry(1));

    assertThat(Files.getPosixFilePermissions(folder.resolve("host")).toString())
        .doesNotContain("GROUP", "OTHERS");
    assertThat(Files.getPosixFilePermissions(folder.resolve("host/0123456789ab-00001.1.json")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }
}
