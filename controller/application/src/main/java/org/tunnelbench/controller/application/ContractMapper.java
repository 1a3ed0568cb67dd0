package org.tunnelbench.controller.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.tunnelbench.contract.Json;

/** Lets Quarkus write JSON as the contract does. */
@Singleton
class ContractMapper {
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return Json.MAPPER;
  }
}
