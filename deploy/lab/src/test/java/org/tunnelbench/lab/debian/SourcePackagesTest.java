package org.tunnelbench.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.InvalidValueException;

/** With an archive that is not there: what the cache holds must do, or it is said plainly. */
final class SourcePackagesTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String HASH = "0f".repeat(32);
  private static final String OTHER = "1e".repeat(32);
  private static final SourceFile DESCRIPTION =
      new SourceFile("tool_1.5+really1.2-1+deb12u1.dsc", 12, HASH);
  private static final SourceFile CONTENT =
      new SourceFile("tool_1.5+really1.2.orig.tar.gz", 34, OTHER);

  @TempDir private Path cache;

  private final List<String> progress = new ArrayList<>();

  @Test
  void whatAptPrintsIsRead() {
    String output =
        """
        'http://mirror.example/debian/pool/t/tool_1.5%%2breally1.2-1%%2bdeb12u1.dsc' %s 12 SHA256:%s
        W: something else
        'http://mirror.example/debian/pool/t/tool_1.5%%2breally1.2.orig.tar.gz' %s 34 SHA256:%s
        """
            .formatted(DESCRIPTION.fileName(), HASH, CONTENT.fileName(), OTHER);

    assertThat(PrintedUris.sources(output)).containsExactly(DESCRIPTION, CONTENT);
  }

  @Test
  void theDescriptionTellsVersionAndHash() {
    SourcePackage source = new SourcePackage("tool", List.of(CONTENT, DESCRIPTION), Path.of("/x"));

    assertThat(source.version()).isEqualTo("1.5+really1.2-1+deb12u1");
    assertThat(source.sha256()).isEqualTo(HASH);
    assertThat(source.description()).isEqualTo(Path.of("/x", DESCRIPTION.fileName()));
    assertThatThrownBy(() -> new SourcePackage("tool", List.of(CONTENT), Path.of("/x")))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void aFreshRecordIsTakenWithoutAskingAnybody() throws Exception {
    Path folder = cached(NOW.minus(Duration.ofHours(1)));

    SourcePackage source = sources(Optional.empty()).get("stable", "tool");

    assertThat(source.files()).containsExactly(DESCRIPTION, CONTENT);
    assertThat(source.folder()).isEqualTo(folder);
    assertThat(progress).isEmpty();
  }

  @Test
  void anOldRecordDoesWhereTheArchiveCannotBeHadAndThatIsSaid() throws Exception {
    cached(NOW.minus(Duration.ofDays(40)));

    assertThat(sources(Optional.empty()).get("stable", "tool").version()).startsWith("1.5");
    assertThat(progress.getLast()).endsWith("; going on with the source that is here");
  }

  @Test
  void aMachineWithoutAMirrorIsToldWhatToDo() {
    assertThatThrownBy(() -> sources(Optional.empty()).get("stable", "tool"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("name one as 'mirror' in lab.properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.dsc 1", "a.dsc x y", "../a.dsc 1 00", "a.dsc 1 00"})
  void aLineThatWasNotWrittenHereIsRefused(String line) {
    assertThatThrownBy(() -> SourceFile.parse(line)).isInstanceOf(InvalidValueException.class);
  }

  private SourcePackages sources(Optional<Mirror> mirror) throws Exception {
    return new SourcePackages(
        cache,
        LabSettings.load(Map.of("HOME", cache.toString())),
        mirror,
        Clock.fixed(NOW, ZoneOffset.UTC),
        progress::add);
  }

  private Path cached(Instant when) throws Exception {
    Path folder = cache.resolve("sources").resolve(ContentKey.of(List.of(HASH, OTHER)));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(DESCRIPTION.fileName()), "description");
    Path record = cache.resolve("apt/stable-sources/source-tool");
    Files.createDirectories(record.getParent());
    Files.write(record, List.of(when.toString(), DESCRIPTION.line(), CONTENT.line()));
    return folder;
  }
}
