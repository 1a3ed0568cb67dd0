package org.tunnelbench.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTest {
  private static final AptSource DEBIAN =
      new AptSource(
          "http://mirror.example/debian",
          List.of("bookworm", "bookworm-updates"),
          List.of("main"),
          Optional.of("/usr/share/keyrings/debian.gpg"));

  @Test
  void stanzasAreRead() {
    assertThat(
            AptSources.parseStanzas(
                """
                # A comment
                Types: deb deb-src
                # URIs: http://old.example/debian
                URIs: http://mirror.example/debian
                Suites: bookworm
                 bookworm-updates
                Components: main
                Signed-By: /usr/share/keyrings/debian.gpg

                Types: deb
                URIs: http://off.example/debian
                Suites: bookworm
                Components: main
                Enabled: no

                Types: deb-src
                URIs: http://source.example/debian
                Suites: bookworm
                Components: main

                types: deb
                uris: http://one.example/a http://two.example/b
                suites: x
                components: main
                signed-by:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                """))
        .containsExactly(
            DEBIAN,
            new AptSource("http://one.example/a", List.of("x"), List.of("main"), Optional.empty()),
            new AptSource("http://two.example/b", List.of("x"), List.of("main"), Optional.empty()));
  }

  @Test
  void linesAreRead() {
    assertThat(
            AptSources.parseLines(
                """
                # deb http://off.example/debian bookworm main
                deb-src http://mirror.example/debian bookworm main
                deb [ arch=amd64 signed-by=/k.gpg ] http://mirror.example/debian bookworm main contrib # mine
                deb\thttp://tab.example/debian/ sid main
                deb http://flat.example/ ./
                """))
        .containsExactly(
            new AptSource(
                "http://mirror.example/debian",
                List.of("bookworm"),
                List.of("main", "contrib"),
                Optional.of("/k.gpg")),
            new AptSource(
                "http://tab.example/debian/", List.of("sid"), List.of("main"), Optional.empty()),
            new AptSource("http://flat.example/", List.of("./"), List.of(), Optional.empty()));
  }

  @Test
  void theMirrorIsTheFirstOfTheArchiveItself() {
    AptSource security =
        new AptSource(
            "http://mirror.example/debian-security",
            List.of("bookworm-security"),
            List.of("main"),
            Optional.empty());
    AptSource copy =
        new AptSource(
            "http://copy.example/all", List.of("trixie"), List.of("main"), Optional.empty());

    assertThat(AptSources.mirror(List.of(security, DEBIAN, copy), List.of("trixie")))
        .contains(DEBIAN);
    assertThat(AptSources.mirror(List.of(security, copy), List.of("trixie"))).contains(copy);
    assertThat(AptSources.mirror(List.of(security, copy), List.of("sid"))).isEmpty();
  }

  @Test
  void bothKindsOfFilesAreReadInOrder(@TempDir Path folder) throws Exception {
    Path parts = Files.createDirectories(folder.resolve("sources.list.d"));
    Files.writeString(folder.resolve("sources.list"), "deb http://a.example/debian s main\n");
    Files.writeString(
        parts.resolve("b.sources"), "Types: deb\nURIs: http://b.example/\nSuites: s\n");
    Files.writeString(parts.resolve("a.list"), "deb http://c.example/ s main\n");
    Files.writeString(parts.resolve("a.list.save"), "deb http://old.example/ s main\n");

    assertThat(AptSources.read(folder))
        .extracting(AptSource::uri)
        .containsExactly("http://a.example/debian", "http://c.example/", "http://b.example/");
    assertThat(AptSources.read(folder.resolve("absent"))).isEmpty();
  }
}
