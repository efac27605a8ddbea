package io.faultline.probe.net;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.faultline.contracts.probe.HttpCall;
import io.faultline.contracts.wire.Wire;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Passage;
import io.faultline.probe.probe.Samples;
import io.faultline.probe.probe.Web;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Prometheus' instant queries. Prometheus is the instrument, not what is measured: when it does not answer nothing was
 * measured.
 */
record PrometheusAnswers(Web web) implements Samples {
    @Override
    public Judgement query(String endpoint, String query, Map<String, String> headers, Duration timeout,
            @Nullable Passage through) throws InterruptedException {
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        String url = base + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return switch (web.send(new HttpCall(url, "GET", headers, null, false), timeout, through)) {
            case Web.Reply.Failed failed -> missing(String.valueOf(failed.judgement().reason()));
            case Web.Reply.Answered answered -> sample(answered);
        };
    }

    private static Judgement sample(Web.Reply.Answered answered) {
        try {
            JsonNode json = Wire.mapper().readTree(answered.body());
            if (!"success".equals(json.path("status").asString(""))) {
                return missing("answered %d: %s".formatted(answered.status(),
                        json.path("error").asString("no success, and no reason given")));
            }
            JsonNode result = json.path("data").path("result");
            return switch (json.path("data").path("resultType").asString("")) {
                case "scalar" -> Judgement.held(result.path(1).asString(""));
                case "vector" -> result.size() == 1
                        ? Judgement.held(result.path(0).path("value").path(1).asString(""))
                        : missing("the query has %d samples, and has to have exactly one".formatted(result.size()));
                default -> missing("the query's answer is neither a vector nor a scalar");
            };
        } catch (JacksonException _) {
            return missing("answered %d with what is no JSON".formatted(answered.status()));
        }
    }

    private static Judgement missing(String reason) {
        return Judgement.unmeasurable("Prometheus: " + reason);
    }
}
