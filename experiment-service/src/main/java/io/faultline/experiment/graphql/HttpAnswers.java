package io.faultline.experiment.graphql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.ids.Ids;
import io.faultline.http.Keyring;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * GraphQL over HTTP: a request is bounded before it is held, and asks for one thing. What could be read is answered with
 * 200, its trouble under <code>errors</code>, because that is where clients look for it.
 */
public final class HttpAnswers {
    /** Under which the context of a request knows the address it came by. */
    public static final String ORIGIN = "faultline.origin";
    private static final int MOST = 1024 * 1024;
    private static final int MOST_OF_GUESTS = 4 * 1024;

    private final WebGraphQlHandler handler;
    private final JsonMapper json;
    private final Ids ids;

    public HttpAnswers(WebGraphQlHandler handler, JsonMapper json, Ids ids) {
        this.handler = handler;
        this.json = json;
        this.ids = ids;
    }

    /** A request as the protocol has it. */
    private record Body(@Nullable String query, @Nullable String operationName,
            @Nullable Map<String, Object> variables, @Nullable Map<String, Object> extensions) {}

    public ServerResponse answer(ServerRequest request) throws IOException {
        if (Keyring.isGuest(request.servletRequest())) {
            return answerGuest(request);
        }
        byte[] sent = request.servletRequest().getInputStream().readNBytes(MOST + 1);
        if (sent.length > MOST) {
            return refusal(413, "REQUEST_TOO_LARGE", "A request holds at most 1 MB.");
        } else if (isBatch(sent)) {
            return refusal(400, "BATCH_REFUSED", "Send one operation a request: batches are not taken.");
        }
        try {
            Body body = json.readValue(sent, Body.class);
            return body == null || body.query() == null || body.query().isBlank()
                    ? refusal(400, "INVALID_REQUEST", "Send {\"query\": \"...\"}, with \"variables\" if it has any.")
                    : answer(request.servletRequest(), request, body, body.query());
        } catch (JacksonException e) {
            return refusal(400, "INVALID_REQUEST", "The body is no JSON object with query and variables.");
        }
    }

    /** Whoever has not shown a key may ask for the version, as there. */
    private ServerResponse answerGuest(ServerRequest request) throws IOException {
        byte[] sent = request.servletRequest().getInputStream().readNBytes(MOST_OF_GUESTS + 1);
        try {
            Body body = sent.length > MOST_OF_GUESTS || isBatch(sent) ? null : json.readValue(sent, Body.class);
            return body == null || body.query() == null || !DocumentRules.asksForTheVersionAlone(body.query())
                    ? unknown()
                    : answer(request.servletRequest(), request, body, body.query());
        } catch (JacksonException e) {
            return unknown();
        }
    }

    private ServerResponse unknown() {
        return refusal(401, "UNAUTHENTICATED",
                "Send the API key as 'Authorization: Bearer KEY' or 'x-api-key: KEY': without it the version is told, and no more.");
    }

    /** By GET only what changes nothing: nobody does anything by following a link. */
    public ServerResponse look(ServerRequest request) {
        String query = request.param("query").orElse("");
        if (Keyring.isGuest(request.servletRequest())) {
            return unknown();
        } else if (query.isBlank()) {
            return refusal(400, "INVALID_REQUEST", "Send ?query=..., with variables= (JSON) if it has any.");
        } else if (!DocumentRules.onlyAsks(query)) {
            return refusal(405, "METHOD_NOT_ALLOWED", "By GET there are queries only: send anything else by POST.");
        }
        try {
            Map<String, Object> variables = json.readValue(
                    request.param("variables").filter(text -> !text.isBlank()).orElse("{}"), new TypeReference<>() {});
            return answer(request.servletRequest(), request, new Body(query,
                    request.param("operationName").filter(name -> !name.isBlank()).orElse(null), variables, null),
                    query);
        } catch (JacksonException e) {
            return refusal(400, "INVALID_REQUEST", "variables is no JSON object.");
        }
    }

    private ServerResponse answer(HttpServletRequest servlet, ServerRequest request, Body body, String query) {
        WebGraphQlRequest asked = new WebGraphQlRequest(request.uri(), request.headers().asHttpHeaders(),
                new LinkedMultiValueMap<>(), null, Map.of(),
                new DefaultGraphQlRequest(query, body.operationName(), body.variables(), body.extensions()),
                ids.event().toString(), servlet.getLocale());
        return written(200, Objects.requireNonNull(handler.handleRequest(asked).block()).toMap());
    }

    private ServerResponse refusal(int status, String code, String message) {
        return written(status,
                Map.of("errors", List.of(Map.of("message", message, "extensions", Map.of("code", code)))));
    }

    private ServerResponse written(int status, Map<String, Object> answer) {
        ServerResponse.BodyBuilder response = ServerResponse.status(status).contentType(MediaType.APPLICATION_JSON);
        return (status == 401
                ? response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"faultline\"")
                : status == 405 ? response.allow(HttpMethod.POST) : response)
                .body(json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8));
    }

    /** Behind a gateway that is the gateway's; who asks has the key, and tells only himself a lie. */
    public static String origin(HttpHeaders headers) {
        String host = headers.getFirst("X-Forwarded-Host");
        String scheme = headers.getFirst("X-Forwarded-Proto");
        String plain = host == null ? headers.getFirst(HttpHeaders.HOST) : host.split(",")[0].strip();
        return "%s://%s".formatted(scheme == null ? "http" : scheme.split(",")[0].strip(), plain);
    }

    private static boolean isBatch(byte[] sent) {
        for (byte each : sent) {
            if (!Character.isWhitespace(each)) {
                return each == '[';
            }
        }
        return false;
    }
}
