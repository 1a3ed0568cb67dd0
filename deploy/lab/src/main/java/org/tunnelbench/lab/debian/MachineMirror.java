package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which mirror of Debian's archive this machine uses. */
public final class MachineMirror {
  private static final Path APT = Path.of("/etc/apt");

  /** Of Debian's package debian-archive-keyring: holds the keys of all living suites. */
  private static final Path ARCHIVE_KEYRING =
      Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private MachineMirror() {}

  /** The mirror that the settings name, or that the machine's own sources do. */
  public static Optional<Mirror> find(LabSettings settings) throws IOException {
    List<AptSource> sources = AptSources.read(APT);
    List<String> wanted = new ArrayList<>(List.of(settings.treeSuite()));
    settings.kernelSuites().forEach(wanted::addAll);
    Optional<AptSource> own = AptSources.mirror(sources, wanted);
    Optional<String> uri = settings.mirror().or(() -> own.map(AptSource::uri));
    Optional<Path> keyring =
        Stream.concat(
                Stream.of(ARCHIVE_KEYRING), own.flatMap(AptSource::signedBy).map(Path::of).stream())
            .filter(Files::isReadable)
            .findFirst();
    return uri.flatMap(found -> keyring.map(key -> new Mirror(found, key)));
  }
}
