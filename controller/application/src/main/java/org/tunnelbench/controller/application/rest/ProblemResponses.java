package org.tunnelbench.controller.application.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.tunnelbench.contract.api.Problem;

/** Describes, for every operation alike, what is answered where something is wrong. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {
  private static final Map<String, String> OF_ALL =
      new TreeMap<>(
          Map.of(
              "400", "A value of the request breaks a rule, which is named",
              "401", "The request has no token that the controller knows",
              "403", "The token's role does not allow it",
              "404", "There is no such thing",
              "429", "Too many requests came in a second; Retry-After says when to try again",
              "500", "A fault of the controller",
              "503",
                  "Kafka does not answer, or too much is asked at a time; Retry-After says when to try again"));

  @Override
  public PathItem filterPathItem(PathItem path) {
    path.getOperations().values().forEach(ProblemResponses::describe);
    return path;
  }

  private static void describe(Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    OF_ALL.forEach(
        (status, description) -> {
          if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
          }
        });
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.compareTo("400") >= 0) {
                response.setContent(problem());
              }
            });
  }

  private static Content problem() {
    return OASFactory.createContent()
        .addMediaType(
            Problem.MEDIA_TYPE,
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
  }
}
