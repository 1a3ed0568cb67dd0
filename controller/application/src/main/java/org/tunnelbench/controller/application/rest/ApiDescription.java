package org.tunnelbench.controller.application.rest;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.Problem;

/** What the description of the interface says beyond its operations. */
@OpenAPIDefinition(
    info = @Info(title = "tunnelbench controller", version = "1"),
    security = @SecurityRequirement(name = ApiDescription.TOKEN),
    components =
        @Components(
            securitySchemes =
                @SecurityScheme(
                    securitySchemeName = ApiDescription.TOKEN,
                    type = SecuritySchemeType.HTTP,
                    scheme = "bearer",
                    description =
                        "A token of the controller's file, or of its OpenID provider: the role"
                            + " viewer sees, the role operator changes as well"),
            schemas = {
              @Schema(
                  name = "Problem",
                  description = "Problem details, RFC 9457",
                  implementation = Problem.class),
              @Schema(
                  name = "Event",
                  oneOf = {
                    Event.ExperimentChanged.class,
                    Event.TrialChanged.class,
                    Event.Speed.class
                  })
            }))
public class ApiDescription extends Application {
  static final String TOKEN = "token";
}
