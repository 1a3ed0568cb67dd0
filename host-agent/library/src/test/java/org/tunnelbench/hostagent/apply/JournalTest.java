package org.tunnelbench.hostagent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    assertThat(new Journal(folder.resolve("host")).open()).containsExactly(entry(1), entry(2));
    assertThat(journal.isOpen(Examples.attempt(1, 1))).isTrue();

    journal.end(entry(1));
    assertThat(journal.open()).containsExactly(entry(2));
    assertThat(journal.isOpen(Examples.attempt(1, 1))).isFalse();
    journal.end(entry(1));
  }

  @Test
  void anEntryThatWasNeverFinishedBeganNothing() throws IOException {
    Journal journal = new Journal(folder);
    Files.writeString(folder.resolve("0123456789ab-00009.1.json.new"), "{");

    assertThat(journal.open()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEntryThatCannotBeReadIsNamed() throws IOException {
    Journal journal = new Journal(folder);
    journal.begin(entry(1));
    Path file = folder.resolve("0123456789ab-00001.1.json");
    Files.writeString(
        file,
        Files.readString(file).replace("\"version\":" + JournalEntry.VERSION, "\"version\":0"));

    assertThatThrownBy(journal::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
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
