package io.faultline.experiment.http;

import java.util.List;
import java.util.Set;

import io.faultline.http.ProblemDocument;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's description says of every operation: how it says no, and that its address is the one it is read from. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    @Bean
    OpenApiCustomizer everyOperation() {
        return api -> {
            api.setServers(List.of(new Server().url("/")));
            api.getComponents().addSchemas("Problem", problem());
            api.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                    .forEach(ApiDescription::mayRefuse);
        };
    }

    private static void mayRefuse(Operation operation) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/Problem");
        operation.getResponses().setDefault(new ApiResponse().description("A problem, with its remedy (RFC 9457).")
                .content(new Content().addMediaType(ProblemDocument.MEDIA_TYPE, new MediaType().schema(reference))));
    }

    private static Schema<?> problem() {
        Schema<?> place = object("pointer", "message", "suggestion").addProperty("line", new IntegerSchema())
                .addProperty("column", new IntegerSchema());
        return object("type", "title", "detail").addProperty("status", new IntegerSchema()).addProperty("errors",
                new ArraySchema().items(place));
    }

    private static Schema<?> object(String... texts) {
        Schema<?> object = new Schema<>().type("object").types(Set.of("object"));
        List.of(texts).forEach(field -> object.addProperty(field, new StringSchema()));
        return object;
    }
}
