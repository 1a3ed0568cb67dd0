package org.tunnelbench.controller.application.rest;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.controller.application.access.Role;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Views;

/** Experiments that were measured elsewhere. */
@Path(ImportResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR_NAME)
@Tag(name = "experiments")
public class ImportResource {
  static final String PATH = "/api/v1/imports";

  private final Imports imports;
  private final ReadModel model;
  private final LargeAnswers largeAnswers;

  @Inject
  ImportResource(Imports imports, ReadModel model, LargeAnswers largeAnswers) {
    this.imports = imports;
    this.model = model;
    this.largeAnswers = largeAnswers;
  }

  @POST
  @Consumes(Archive.MEDIA_TYPE)
  @Operation(
      summary = "Import an experiment that another controller exported",
      description = "Importing the same again gives the same experiment")
  @RequestBody(
      required = true,
      content =
          @Content(mediaType = Archive.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(
      responseCode = "201",
      description = "Kafka has acknowledged it; Location says where it is",
      content = @Content(schema = @Schema(implementation = ExperimentSummary.class)))
  @APIResponse(
      responseCode = "400",
      description = "It is no whole archive; the violation names the line")
  @APIResponse(responseCode = "409", description = "The id belongs to another experiment")
  @APIResponse(responseCode = "413", description = "The archive is longer than 256 MiB")
  @APIResponse(responseCode = "429", description = "The controller keeps no more experiments")
  public Response take(InputStream archive, @Context RoutingContext request)
      throws ProblemException, UnavailableException, IOException {
    largeAnswers.begin(request);
    ExperimentRecord taken = imports.take(archive);
    return Response.created(ExperimentResource.location(taken.id()))
        .entity(Views.summary(model.chronicle(), taken))
        .build();
  }
}
