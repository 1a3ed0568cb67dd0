package org.tunnelbench.controller.application.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.application.access.Role;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.Chronicle;

/** The hosts of the fleet. */
@Path("/api/v1/hosts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER_NAME, Role.OPERATOR_NAME})
@Tag(name = "hosts")
public class HostResource {
  private final ReadModel model;

  @Inject
  HostResource(ReadModel model) {
    this.model = model;
  }

  @GET
  @Operation(summary = "List the hosts with what their agents last said of them")
  public List<HostStatus> list() throws UnavailableException {
    return model.chronicle().hosts().stream().map(Chronicle.Heard::status).toList();
  }
}
