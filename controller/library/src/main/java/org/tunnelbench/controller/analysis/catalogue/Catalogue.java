package org.tunnelbench.controller.analysis.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.Json;
import org.tunnelbench.controller.analysis.Ratio;

/** The known faults; each is a file beside this class. */
public final class Catalogue {
  private static final List<String> FILES =
      List.of(
          "xfrm-bundle-flow",
          "gretap-default-mtu",
          "gre-esp-gso",
          "esp-offload",
          "packet-filter",
          "path-mtu-collapse");

  private static final List<Pathology> SHIPPED = FILES.stream().map(Catalogue::read).toList();

  private Catalogue() {}

  /** Every known fault. */
  public static List<Pathology> all() {
    return SHIPPED;
  }

  /** The known faults that explain a slow cell, the surest first. */
  public static List<Diagnosis> diagnose(Symptom symptom) {
    return SHIPPED.stream()
        .filter(pathology -> pathology.signature().isThatOf(symptom))
        .map(pathology -> diagnosis(pathology, symptom))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Diagnosis::confidence))
        .toList();
  }

  /** Absent where the kernel is known to be free of it. */
  private static Optional<Diagnosis> diagnosis(Pathology pathology, Symptom symptom) {
    KernelRange.Answer kernel = pathology.has(symptom.kernel());
    if (kernel == KernelRange.Answer.FREE) {
      return Optional.empty();
    }
    boolean broken = kernel == KernelRange.Answer.BROKEN;
    List<String> counters =
        pathology.signature().counters().stream().filter(symptom.counters()::contains).toList();
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "%s %s carries × %s of what %s does"
            .formatted(
                symptom.factor(), symptom.slow(), Ratio.text(symptom.change()), symptom.healthy()));
    evidence.add("the series is " + symptom.shape());
    evidence.add(
        broken
            ? "Linux " + symptom.kernel() + " is known to have it"
            : "whether Linux " + symptom.kernel() + " has it is not known");
    counters.forEach(counter -> evidence.add(counter + " moves with the slowdown"));
    return Optional.of(
        new Diagnosis(
            pathology.id(),
            pathology.title(),
            confidence(broken, !counters.isEmpty()),
            pathology.cause(),
            pathology.change(),
            pathology.commits(),
            evidence,
            pathology.sources()));
  }

  private static Diagnosis.Confidence confidence(boolean broken, boolean counted) {
    if (!broken) {
      return Diagnosis.Confidence.LOW;
    }
    return counted ? Diagnosis.Confidence.CERTAIN : Diagnosis.Confidence.HIGH;
  }

  private static Pathology read(String name) {
    try (InputStream stream = Catalogue.class.getResourceAsStream(name + ".json")) {
      if (stream == null) {
        throw new IllegalStateException("the class path lacks " + name + ".json");
      }
      return Json.MAPPER.readValue(stream, Pathology.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
