package org.tunnelbench.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.lab.run.LabFolders;

final class DoctorTest {
  @TempDir private Path folder;

  @Test
  void whatIsMissingIsNamedWithItsRemedy() throws Exception {
    List<Check> checks =
        Doctor.examine(
            new LabFolders(folder.resolve("state"), folder.resolve("cache")),
            Map.of("PATH", folder.toString(), "HOME", folder.toString()));

    assertThat(checks)
        .contains(
            Check.missing("perl", "not on PATH", "Install Debian's package perl-base."),
            Check.missing("apt-get", "not on PATH", "Install Debian's package apt."),
            Check.dispensable(
                "kernels in the cache", "none", "The first start fetches them (about 170 MiB)."));
    assertThat(checks)
        .allSatisfy(
            check ->
                assertThat(check.remedy().isEmpty())
                    .isEqualTo(check.verdict() == Check.Verdict.PRESENT));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void thisMachineHasWhatTheLabsTestsNeed() throws Exception {
    List<Check> checks =
        Doctor.examine(
            new LabFolders(folder.resolve("state"), folder.resolve("cache")), System.getenv());

    assertThat(checks)
        .filteredOn(check -> List.of("perl", "dpkg-deb", "JDK").contains(check.what()))
        .hasSize(3)
        .allMatch(check -> check.verdict() == Check.Verdict.PRESENT);
  }
}
