package io.faultline.experiment.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;

/** Documents a body that is an experiment, and the key that makes sending it again safe. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(required = true, description = "An experiment: contracts/schemas/experiment.schema.json; or a workflow manifest of Harness or LitmusChaos.", content = {
        @Content(mediaType = "application/json", schema = @Schema(type = "object")),
        @Content(mediaType = Sent.YAML, schema = @Schema(type = "object"), examples = @ExampleObject(SentExperiment.EXAMPLE))})
@interface SentExperiment {
    String EXAMPLE = """
                     apiVersion: faultline.io/v1
                     kind: Experiment
                     metadata:
                       name: payments-outage
                     spec:
                       stages:
                         - faults:
                             - name: freeze-payments
                               type: process-pause
                               target: {port: 18081}
                               duration: 10s
                     """;
}
