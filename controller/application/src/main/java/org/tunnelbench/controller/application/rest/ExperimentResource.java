package org.tunnelbench.controller.application.rest;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.access.Role;
import org.tunnelbench.controller.application.record.Answer;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.Requests;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.report.HtmlReport;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Views;
import org.tunnelbench.evidence.EvidenceBundle;

/** Experiments: submit, look at, cancel, delete. */
@Path(ExperimentResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER_NAME, Role.OPERATOR_NAME})
@Tag(name = "experiments")
public class ExperimentResource {
  static final String PATH = "/api/v1/experiments";

  private final Submissions submissions;
  private final Requests requests;
  private final ReadModel model;
  private final Results results;
  private final LargeAnswers largeAnswers;

  @Inject
  ExperimentResource(
      Submissions submissions,
      Requests requests,
      ReadModel model,
      Results results,
      LargeAnswers largeAnswers) {
    this.submissions = submissions;
    this.requests = requests;
    this.model = model;
    this.results = results;
    this.largeAnswers = largeAnswers;
  }

  @POST
  @RolesAllowed(Role.OPERATOR_NAME)
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Submit an experiment document, as YAML or JSON")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = "application/yaml", schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT))
      })
  @APIResponse(
      responseCode = "202",
      description = "Accepted: Kafka has acknowledged it; Location says where it is",
      content = @Content(schema = @Schema(implementation = ExperimentSummary.class)))
  @APIResponse(
      responseCode = "400",
      description = "The document breaks rules, all of which are named; nothing was done")
  @APIResponse(responseCode = "409", description = "The key belongs to another document")
  @APIResponse(
      responseCode = "413",
      description = "The document is longer than 256 KiB, or names too many cells")
  @APIResponse(responseCode = "429", description = "The controller keeps no more experiments")
  public Response submit(
      String document,
      @Parameter(
              description =
                  "The submission's own name: the same key with the same document is the same"
                      + " experiment")
          @HeaderParam("Idempotency-Key")
          Optional<String> key)
      throws ProblemException, UnavailableException {
    ExperimentRecord accepted = submissions.submit(document, key);
    return Response.accepted(Views.summary(model.chronicle(), accepted))
        .location(location(accepted.id()))
        .build();
  }

  @GET
  @Operation(summary = "List all experiments, the oldest first")
  public List<ExperimentSummary> list() throws UnavailableException {
    Chronicle chronicle = model.chronicle();
    return chronicle.experiments().stream()
        .map(experiment -> Views.summary(chronicle, experiment))
        .toList();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Tell where an experiment stands")
  public ExperimentSummary show(@PathParam("id") String id)
      throws ProblemException, UnavailableException {
    return Views.summary(model.chronicle(), find(id));
  }

  @GET
  @Path("{id}/trials")
  @Operation(summary = "List an experiment's trials in plan order, without their samples")
  public List<TrialResult> trials(@PathParam("id") String id)
      throws ProblemException, UnavailableException {
    return Views.trials(model.chronicle(), find(id));
  }

  @GET
  @Path("{id}/trials/{trial}/series")
  @Operation(summary = "Give a trial's samples, as far as they have come")
  @APIResponse(
      responseCode = "200",
      description = "The samples, in order",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SeriesPoint.class)))
  @APIResponse(responseCode = "410", description = "Kafka does not keep them any more")
  public List<SeriesPoint> series(@PathParam("id") String id, @PathParam("trial") String trial)
      throws ProblemException, UnavailableException {
    ExperimentRecord experiment = find(id);
    TrialId wanted = new TrialId(trial);
    if (!wanted.experiment().equals(experiment.id()) || wanted.place() >= experiment.size()) {
      throw ProblemException.unknownTrial(trial, experiment.id());
    }
    return results.series(model.chronicle(), experiment, wanted.place());
  }

  @GET
  @Path("{id}/result")
  @Operation(summary = "Give everything about an experiment: what result.json holds")
  @APIResponse(
      responseCode = "200",
      description = "The result",
      content = @Content(schema = @Schema(implementation = ExperimentResult.class)))
  public StreamingOutput result(@PathParam("id") String id, @Context RoutingContext request)
      throws ProblemException, UnavailableException {
    ExperimentRecord experiment = find(id);
    largeAnswers.begin(request);
    Chronicle chronicle = model.chronicle();
    return new ResultStream(
        results.explained(chronicle, experiment), results.inTurn(chronicle, experiment));
  }

  @GET
  @Path("{id}/report")
  @Produces(MediaType.TEXT_HTML)
  @Operation(summary = "Give an experiment's report as a page that needs nothing else")
  public String report(@PathParam("id") String id, @Context RoutingContext request)
      throws ProblemException, UnavailableException {
    ExperimentRecord experiment = find(id);
    largeAnswers.begin(request);
    return HtmlReport.of(results.overview(model.chronicle(), experiment));
  }

  @GET
  @Path("{id}/bundle")
  @Produces("application/zip")
  @Operation(
      summary = "Give an experiment's evidence bundle",
      description =
          "Commands, configuration, series, counters, versions, verdicts, and reproduce.sh, which"
              + " repeats the two cells that matter without tunnelbench")
  @APIResponse(
      responseCode = "200",
      description = "The zip; the same result makes the same bytes",
      content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response bundle(@PathParam("id") String id, @Context RoutingContext request)
      throws ProblemException, UnavailableException {
    ExperimentRecord experiment = find(id);
    largeAnswers.begin(request);
    return Response.ok(EvidenceBundle.of(results.overview(model.chronicle(), experiment)))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"evidence-%s.zip\"".formatted(experiment.id()))
        .build();
  }

  @GET
  @Path("{id}/export")
  @Produces({Archive.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      summary = "Export an experiment that has ended, for another controller to import",
      description =
          "Its record, its hosts' facts, its trials and all samples that are kept, as lines of JSON")
  @APIResponse(
      responseCode = "200",
      description = "The archive; one that lacks its last line, archive-end, was cut off",
      content = @Content(schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "409", description = "It has not ended")
  public Response export(@PathParam("id") String id, @Context RoutingContext request)
      throws ProblemException, UnavailableException {
    ExperimentRecord experiment = find(id);
    if (experiment.endedAt().isEmpty()) {
      throw ProblemException.conflict(
          "The experiment has not ended", "export it when it has, or cancel it before");
    }
    largeAnswers.begin(request);
    Chronicle chronicle = model.chronicle();
    ArchiveStream archive =
        new ArchiveStream(
            chronicle,
            experiment,
            Results.hosts(chronicle, experiment),
            results.samplesInTurn(chronicle, experiment));
    return Response.ok(archive, Archive.MEDIA_TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"experiment-%s.jsonl\"".formatted(experiment.id()))
        .build();
  }

  @POST
  @RolesAllowed(Role.OPERATOR_NAME)
  @Path("{id}/cancel")
  @Operation(
      summary = "Cancel what has not ended of an experiment",
      description = "Trials in progress are taken down first; one that has ended stays as it is")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has acknowledged it",
      content = @Content(schema = @Schema(implementation = ExperimentSummary.class)))
  public Response cancel(@PathParam("id") String id) throws ProblemException, UnavailableException {
    ExperimentId experiment = new ExperimentId(id);
    return switch (requests.cancel(experiment)) {
      case Answer.Done done ->
          Response.accepted(Views.summary(model.chronicle(), done.experiment())).build();
      case Answer.Unknown unknown -> throw ProblemException.unknown(experiment);
      case Answer.Deleted impossible -> throw new IllegalStateException("not deleted");
      case Answer.StillRunning impossible -> throw new IllegalStateException("not deleted");
      case Answer.OtherContent impossible -> throw new IllegalStateException("not submitted");
      case Answer.Full impossible -> throw new IllegalStateException("not submitted");
    };
  }

  @DELETE
  @RolesAllowed(Role.OPERATOR_NAME)
  @Path("{id}")
  @Operation(
      summary = "Forget an experiment that has ended, with all its trials",
      description =
          "Nobody can ask for its samples any more. Kafka deletes records of their topic by age"
              + " alone: they leave the broker's disk with the topic's retention.")
  @APIResponse(
      responseCode = "204",
      description = "Kafka has acknowledged it, now or when it was asked for before in vain")
  @APIResponse(responseCode = "409", description = "It has not ended")
  public void delete(@PathParam("id") String id) throws ProblemException, UnavailableException {
    ExperimentId experiment = new ExperimentId(id);
    switch (requests.delete(experiment)) {
      case Answer.Deleted deleted -> {}
      case Answer.StillRunning running ->
          throw ProblemException.conflict(
              "The experiment has not ended",
              "cancel it with POST " + location(experiment) + "/cancel, and delete it then");
      case Answer.Unknown unknown -> throw ProblemException.unknown(experiment);
      case Answer.Done impossible -> throw new IllegalStateException("not submitted");
      case Answer.OtherContent impossible -> throw new IllegalStateException("not submitted");
      case Answer.Full impossible -> throw new IllegalStateException("not submitted");
    }
  }

  /** Where an experiment is looked at. */
  static URI location(ExperimentId id) {
    return URI.create(PATH + "/" + id);
  }

  private ExperimentRecord find(String id) throws ProblemException, UnavailableException {
    ExperimentId experiment = new ExperimentId(id);
    return model
        .chronicle()
        .experiment(experiment)
        .orElseThrow(() -> ProblemException.unknown(experiment));
  }
}
