package org.tunnelbench.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an archive that is not there: what the cache holds must do, or it is said plainly. */
final class PackagesTest {
  private final Instant now = Instant.now();
  private static final List<String> NAMES = List.of("tool");

  @TempDir private Path cache;

  private final List<String> progress = new ArrayList<>();

  @Test
  void aFreshRecordIsTakenWithoutAskingAnybody() throws Exception {
    PackageFile file = cached(now.minus(Duration.ofHours(23)));

    PackageSet set = packages(Optional.empty()).get("stable", NAMES, true);

    assertThat(set.files()).containsExactly(file);
    assertThat(set.path(file)).hasContent("content");
    assertThat(progress).isEmpty();
  }

  @Test
  void packagesAloneAreAnotherQuestionThanThoseWithTheirDependencies() throws Exception {
    PackageFile file = cached(now);
    Path record = cache.resolve("apt/stable/resolved-all-" + ContentKey.of(NAMES));
    Files.write(record, List.of(now.toString(), "tool and dependencies", file.line()));

    assertThat(packages(Optional.empty()).getWithDependencies("stable", NAMES).files())
        .containsExactly(file);
    Files.delete(record);
    assertThatThrownBy(() -> packages(Optional.empty()).getWithDependencies("stable", NAMES))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void anOldRecordDoesWhereTheArchiveCannotBeHadAndThatIsSaid() throws Exception {
    PackageFile file = cached(now.minus(Duration.ofDays(40)));

    PackageSet set = packages(Optional.of(absentArchive())).get("stable", NAMES, false);

    assertThat(set.files()).containsExactly(file);
    assertThat(progress.getLast())
        .startsWith("suite stable: ")
        .contains("going on with what was fetched on ");
  }

  @Test
  void aSuiteThatIsNeitherThereNorCachedIsNamedInOneLine() throws Exception {
    Packages packages = packages(Optional.of(absentArchive()));

    assertThatThrownBy(() -> packages.get("gone", NAMES, false))
        .isInstanceOf(UnavailableException.class)
        .message()
        .startsWith("suite gone: ")
        .doesNotContain("\n");
  }

  @Test
  void aSuiteThatCouldNotBeHadIsNotTriedAgainAtOnce() throws Exception {
    Packages packages = packages(Optional.of(absentArchive()));
    assertThatThrownBy(() -> packages.get("gone", NAMES, false))
        .isInstanceOf(UnavailableException.class);
    progress.clear();

    assertThatThrownBy(() -> packages.get("gone", NAMES, false))
        .isInstanceOf(UnavailableException.class);
    assertThat(progress).isEmpty();

    assertThatThrownBy(() -> packages.get("gone", NAMES, true))
        .isInstanceOf(UnavailableException.class);
    assertThat(progress).containsExactly("suite gone: fetching the index");
  }

  @Test
  void aMachineWithoutAMirrorIsToldWhatToDo() {
    assertThatThrownBy(() -> packages(Optional.empty()).get("stable", NAMES, false))
        .hasMessageContaining("name one as 'mirror' in lab.properties");
  }

  @Test
  void aFileThatWasLostIsNotCountedAsCached() throws Exception {
    PackageFile file = cached(now);
    Files.delete(cache.resolve("packages").resolve(file.sha256() + ".deb"));

    assertThatThrownBy(() -> packages(Optional.empty()).get("stable", NAMES, false))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void onlyWhatARecordNamesIsKept() throws Exception {
    PackageFile file = cached(now);
    Path other = Files.writeString(cache.resolve("packages/" + "0".repeat(64) + ".deb"), "old");

    packages(Optional.empty()).prune();

    assertThat(other).doesNotExist();
    assertThat(cache.resolve("packages").resolve(file.sha256() + ".deb")).exists();
  }

  private Packages packages(Optional<Mirror> mirror) throws Exception {
    LabSettings settings = LabSettings.load(Map.of("HOME", cache.toString()));
    return new Packages(cache, settings, mirror, Clock.fixed(now, ZoneOffset.UTC), progress::add);
  }

  private Mirror absentArchive() {
    return new Mirror(
        "file:" + cache.resolve("no-archive"),
        Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"));
  }

  private PackageFile cached(Instant when) throws Exception {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    PackageFile file = new PackageFile("tool_1_all.deb", content.length, sha256);
    Path store = Files.createDirectories(cache.resolve("packages"));
    Files.write(store.resolve(sha256 + ".deb"), content);
    Path apt = Files.createDirectories(cache.resolve("apt/stable"));
    Files.write(apt.resolve("resolved-tool"), List.of(when.toString(), "tool", file.line()));
    return file;
  }
}
