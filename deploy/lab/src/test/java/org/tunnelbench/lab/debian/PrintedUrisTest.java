package org.tunnelbench.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.InvalidValueException;

final class PrintedUrisTest {
  private static final String HASH = "0f".repeat(32);

  @Test
  void filesAreRead() {
    String output =
        """
        'http://mirror.example/debian/pool/main/u/uml/uml_6.1um4%%2bb13_amd64.deb' uml_6.1um4+b13_amd64.deb 41388548 SHA256:%1$s
        W: something else
        'http://mirror.example/debian/pool/main/libc/libcap2_2.66-4_amd64.deb' libcap2_1%%3a2.66-4_amd64.deb 27708 SHA256:%1$s
        'http://mirror.example/debian/pool/main/o/old/old_1_amd64.deb' old_1_amd64.deb 1 MD5Sum:00
        """
            .formatted(HASH);

    assertThat(PrintedUris.parse(output))
        .containsExactly(
            new PackageFile("uml_6.1um4+b13_amd64.deb", 41388548, HASH),
            new PackageFile("libcap2_1%3a2.66-4_amd64.deb", 27708, HASH));
  }

  @Test
  void namesAreReadWhateverTheChecksum() {
    String output =
        """
        NOTE: something else
        'http://mirror.example/debian/pool/main/t/tar/tar_1.35_amd64.deb' tar_1.35_amd64.deb 813 MD5Sum:00
        'http://mirror.example/debian/pool/main/g/gcc-12/libgcc-s1_12_amd64.deb' libgcc-s1_12_amd64.deb 49 SHA256:%s
        """
            .formatted(HASH);

    assertThat(PrintedUris.names(output)).containsExactly("libgcc-s1", "tar");
  }

  @Test
  void aFileTellsNameAndVersionAndComesBackFromItsLine() {
    PackageFile file = new PackageFile("libc6_2.36-9+deb12u14_amd64.deb", 7, HASH);

    assertThat(file.name()).isEqualTo("libc6");
    assertThat(file.version()).isEqualTo("2.36-9+deb12u14");
    assertThat(PackageFile.parse(file.line())).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a_1_b.deb 1", "a_1_b.deb x y", "../a_1_b.deb 1 00", "a.deb 1 00"})
  void aLineThatWasNotWrittenHereIsRefused(String line) {
    assertThatThrownBy(() -> PackageFile.parse(line)).isInstanceOf(InvalidValueException.class);
  }
}
