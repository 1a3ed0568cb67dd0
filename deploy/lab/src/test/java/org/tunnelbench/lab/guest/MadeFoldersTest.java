package org.tunnelbench.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunFolder;

final class MadeFoldersTest {
  @TempDir private Path folder;

  @Test
  void whatIsWantedOrUsedOrRecentIsKept() throws Exception {
    Instant now = Instant.now();
    LabFolders folders = new LabFolders(folder.resolve("state"), folder.resolve("cache"));
    Path wanted = made(folders, "kernels/wanted", now.minus(Duration.ofDays(400)));
    Path used = made(folders, "trees/used", now.minus(Duration.ofDays(400)));
    Path recent = made(folders, "kernels/recent", now.minus(Duration.ofDays(29)));
    Path old = made(folders, "kernels/old", now.minus(Duration.ofDays(31)));
    Path halfMade = made(folders, "trees/.new-1", now.minus(Duration.ofDays(31)));
    RunFolder.create(folders).recordUses(List.of(used));

    MadeFolders.keepOnly(folders, List.of(wanted), now);

    assertThat(List.of(wanted, used, recent)).allSatisfy(path -> assertThat(path).exists());
    assertThat(List.of(old, halfMade)).allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(Files.getLastModifiedTime(wanted).toInstant())
        .isAfter(now.minus(Duration.ofMinutes(1)));
  }

  private static Path made(LabFolders folders, String name, Instant when) throws Exception {
    Path path = Files.createDirectories(folders.cache().resolve(name));
    Files.writeString(path.resolve("file"), "");
    return Files.setLastModifiedTime(path, FileTime.from(when));
  }
}
