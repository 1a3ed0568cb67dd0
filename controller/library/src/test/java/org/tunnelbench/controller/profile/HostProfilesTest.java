package org.tunnelbench.controller.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.experiment.ExperimentPlanner;

class HostProfilesTest {
  static final Iterable<String> NAMES = HostProfiles.NAMES;

  private static ExperimentDocument seed() throws Exception {
    return ExperimentDocuments.parse(Files.readString(Path.of("../../experiments/seed.yaml")));
  }

  private static HostFacts facts(HostProfile profile, String host) {
    return Optional.ofNullable(profile.statuses().get(new HostName(host)))
        .flatMap(HostStatus::facts)
        .orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void hasThePairOfTheNote(String name) {
    HostProfile profile = HostProfiles.load(name);

    assertThat(profile.fleet().pairs())
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.sender().value()).isEqualTo(name + "-a");
              assertThat(pair.receiver().value()).isEqualTo(name + "-b");
            });
    assertThat(facts(profile, name + "-a").underlay().value()).isEqualTo("10.0.0.101");
    assertThat(facts(profile, name + "-b").underlay().value()).isEqualTo("10.0.0.102");
    assertThat(facts(profile, name + "-a").tools()).containsKeys("ip", "ping", "sysctl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian12", "debian13"})
  void theNotesQuestionNeedsToolsThatDebianHasNoMore(String name) throws Exception {
    HostProfile profile = HostProfiles.load(name);

    assertThatThrownBy(() -> ExperimentPlanner.plan(seed(), profile.fleet(), profile.statuses()))
        .hasMessageContaining("has no setkey")
        .hasMessageContaining("has no racoon");
  }

  @Test
  void theNotesQuestionCanBePlannedOnItsOwnSystem() throws Exception {
    HostProfile profile = HostProfiles.load("centos6");

    assertThat(ExperimentPlanner.plan(seed(), profile.fleet(), profile.statuses()).slots())
        .hasSize(36);
  }

  @Test
  void theProfilesFilesAreTheOnesThatAreNamed() throws Exception {
    Path folder = Path.of("src/main/resources/org/tunnelbench/controller/profile");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              HostProfiles.NAMES.stream().map(name -> name + ".json").toList());
    }
  }

  @Test
  void theSeedNamesAProfileThatThereIs() throws Exception {
    assertThat(HostProfiles.NAMES).contains(seed().profile().orElseThrow());
  }

  @Test
  void centos5HasNoGretapAndSaysSo() throws Exception {
    HostProfile profile = HostProfiles.load("centos5");
    ExperimentDocument seed = seed();

    assertThatThrownBy(() -> ExperimentPlanner.plan(seed, profile.fleet(), profile.statuses()))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(
            "blocks[0].tunnel: host 'centos5-a' runs 2.6.18-348.el5, and gretap came with 2.6.28: leave gretap out, or choose another host");
  }

  @Test
  void centos5CanDoTheOtherTwoTunnelsOfTheNote() throws Exception {
    HostProfile profile = HostProfiles.load("centos5");
    ExperimentDocument document =
        ExperimentDocuments.parse(
            "name: x\nblocks: [{tunnel: [gre, ipip], local: [set, omitted], protection: esp/aes-128-cbc/hmac-md5}]\n");

    assertThat(ExperimentPlanner.plan(document, profile.fleet(), profile.statuses()).slots())
        .hasSize(4);
  }

  @Test
  void anOldIpTruncatesNoHashToAnotherLengthThanTheKernels() throws Exception {
    HostProfile profile = HostProfiles.load("centos6");
    ExperimentDocument short96 =
        ExperimentDocuments.parse(
            "name: x\nblocks: [{tunnel: ipip, protection: esp/aes-128-cbc/hmac-sha1}]\n");
    ExperimentDocument long128 =
        ExperimentDocuments.parse(
            "name: x\nblocks: [{tunnel: ipip, protection: esp/aes-128-cbc/hmac-sha256}]\n");

    assertThat(ExperimentPlanner.plan(short96, profile.fleet(), profile.statuses()).slots())
        .hasSize(1);
    assertThatThrownBy(() -> ExperimentPlanner.plan(long128, profile.fleet(), profile.statuses()))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("cannot truncate hmac-sha256 to 128 bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos5", "centos6"})
  void anOldIpCannotBeGivenTheEmptyKeyOfANullCipher(String name) throws Exception {
    HostProfile profile = HostProfiles.load(name);

    assertThatThrownBy(
            () -> ExperimentPlanner.plan(nullCipherBy(""), profile.fleet(), profile.statuses()))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("blocks[0].policies: host '%s-a' has ip utility".formatted(name))
        .hasMessageContaining(
            "cannot be given the empty key of esp/null/hmac-md5: write policies by setkey");
  }

  @Test
  void setkeyAndAnIpOfTodayCanBeGivenTheEmptyKeyOfANullCipher() throws Exception {
    HostProfile old = HostProfiles.load("centos6");
    HostProfile today = HostProfiles.load("debian12");

    assertThat(
            ExperimentPlanner.plan(nullCipherBy(", policies: setkey"), old.fleet(), old.statuses())
                .slots())
        .hasSize(1);
    assertThat(ExperimentPlanner.plan(nullCipherBy(""), today.fleet(), today.statuses()).slots())
        .hasSize(1);
  }

  private static ExperimentDocument nullCipherBy(String policies) throws Exception {
    return ExperimentDocuments.parse(
        "name: x\nblocks: [{tunnel: ipip, protection: esp/null/hmac-md5%s}]\n".formatted(policies));
  }

  @Test
  void anUnknownProfileIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> HostProfiles.load("centos7"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "profile: 'centos7' must be one of the shipped host profiles: centos5, centos6, debian12, debian13");
  }
}
