package org.tunnelbench.controller.application.record;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Where samples that were measured elsewhere are written to the topic of samples. */
@Singleton
public class SampleImports {
  private final KafkaSettings kafka;

  @Inject
  SampleImports(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Begins an import, which is closed by the caller. */
  public SampleImport begin() {
    return SampleImport.into(kafka.importingProducer());
  }
}
