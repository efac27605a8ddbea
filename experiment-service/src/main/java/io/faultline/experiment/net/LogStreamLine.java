package io.faultline.experiment.net;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.workflow.Narratives;
import io.faultline.http.ApiSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks log-stream for the lines of a run. */
@Component
final class LogStreamLine implements Narratives, AutoCloseable {
    private static final int PAGE = 500;
    private static final int PAGES = 10;

    private final HouseCall logStream;

    LogStreamLine(@Value("${faultline.logstream.url}") URI logStream,
            @Value("${faultline.logstream.patience}") Duration patience, ApiSettings api) {
        this.logStream = new HouseCall("log-stream", logStream, patience, api);
    }

    @Override
    public Told of(RunId run) {
        List<Line> lines = new ArrayList<>();
        String after = "0";
        for (int page = 0; page < PAGES; page++) {
            HouseCall.Answer answer = logStream.call("GET",
                    "/api/v1/runs/%s/logs?types=log-line,lines-lost&limit=%d&after=%s".formatted(run, PAGE, after),
                    null);
            if (answer.status() == 404) {
                break;
            } else if (!answer.isGood() || answer.body() == null) {
                return new Told.Unknown(answer.why());
            }
            answer.body().path("items").forEach(item -> lines.add(line(item)));
            if (!answer.body().path("next").isString()) {
                break;
            }
            after = answer.body().path("next").asString();
        }
        return new Told.Lines(lines);
    }

    private static Line line(JsonNode event) {
        JsonNode data = event.path("data");
        if (!data.path("text").isString()) {
            return new Line(instant(event.path("time")), "warn", null, "lines %s to %s of %s were lost on their way"
                    .formatted(data.path("from").asString(""), data.path("to").asString(""),
                            data.path("source").asString("")));
        }
        return new Line(instant(data.path("at")), data.path("level").asString(""),
                data.path("step").isString() ? data.path("step").asString() : null, data.path("text").asString());
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isString() ? Instant.parse(text.asString()) : null;
    }

    @Override
    public void close() {
        logStream.close();
    }
}
