package org.tunnelbench.hostagent.application;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the agent's folder before anything that uses it, and closes it behind. */
class AgentFolder {
  @Produces
  @Singleton
  AgentState open(@ConfigProperty(name = "tunnelbench.state") Path folder) throws IOException {
    return AgentState.open(folder);
  }

  void close(@Disposes AgentState state) throws IOException {
    state.close();
  }
}
