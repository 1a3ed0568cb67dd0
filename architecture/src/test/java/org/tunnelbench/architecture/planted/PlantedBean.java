package org.tunnelbench.architecture.planted;

import jakarta.enterprise.context.ApplicationScoped;
import org.tunnelbench.architecture.planted.application.PlantedApplication;

/** Breaks the rules on Quarkus and on applications. */
@ApplicationScoped
class PlantedBean {
  private final PlantedApplication application = new PlantedApplication();

  @Override
  public String toString() {
    return application.toString();
  }
}
