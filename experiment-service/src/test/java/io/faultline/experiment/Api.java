package io.faultline.experiment;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.faultline.contracts.wire.Wire;
import io.faultline.testkit.ServiceUnderTest;
import tools.jackson.databind.JsonNode;

/** The service's API as a client sees it. */
record Api(ServiceUnderTest service, HttpClient http) {
    Api(ServiceUnderTest service) {
        this(service, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    record Answered(int status, java.net.http.HttpHeaders headers, String body) {
        JsonNode json() {
            return Wire.mapper().readTree(body);
        }

        String text(String pointer) {
            return json().at(pointer).asString();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Answered get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answered post(String path, String body) {
        return send("POST", path, body, Map.of());
    }

    Answered send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.baseUrl().resolve(path))
                .header("Authorization", service.authorization());
        if (!headers.containsKey("Content-Type") && body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        request.method(method, body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answered(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
