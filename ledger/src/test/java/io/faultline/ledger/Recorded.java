package io.faultline.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Runs as they really happened, recorded from a house; and ways to tell them falsely. */
final class Recorded {
    private static final FactCodec CODEC = new FactCodec();
    private static final Ids IDS = new Ids(Instant::now, new Random(1));
    private static final List<Stated> FINISHED = read("finished");
    private static final List<Stated> ABORTED = read("aborted");

    private Recorded() {}

    /** Two faults side by side, one that finds no target, probes before, during and after, a rollback. */
    static List<Stated> finished() {
        return new ArrayList<>(FINISHED);
    }

    /** The same, aborted while a process is frozen. */
    static List<Stated> aborted() {
        return new ArrayList<>(ABORTED);
    }

    private static List<Stated> read(String name) {
        List<Stated> facts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Recorded.class.getResourceAsStream("/runs/" + name + ".jsonl")), UTF_8))) {
            for (String line : lines.lines().toList()) {
                facts.add(stated(Wire.mapper().readTree(line), facts.size()));
            }
            return facts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stated stated(JsonNode event, int offset) {
        byte[] value = Wire.mapper().writeValueAsBytes(event.path("data"));
        FactCodec.Decoded decoded = CODEC.decode(event.path("type").asString(), value);
        RunFact fact = (RunFact) ((FactCodec.Decoded.Known) decoded).value();
        return new Stated(EventId.parse(event.path("id").asString()), event.path("subject").asString(), 3, offset,
                Instant.parse(event.path("time").asString()), event.path("source").asString(),
                new ProjectId(event.path("projectid").asString()), fact);
    }

    static Predicate<Stated> a(Class<? extends RunFact> type) {
        return stated -> type.isInstance(stated.fact());
    }

    static int indexOf(List<Stated> facts, Predicate<Stated> which) {
        for (int i = 0; i < facts.size(); i++) {
            if (which.test(facts.get(i))) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is none");
    }

    /** The same fact with other words. */
    static Stated saying(Stated stated, RunFact fact) {
        return new Stated(stated.id(), stated.key(), stated.partition(), stated.offset(), stated.time(),
                stated.source(), stated.project(), fact);
    }

    /** The same fact under an id of its own. */
    static Stated again(Stated stated) {
        return new Stated(IDS.event(), stated.key(), stated.partition(), stated.offset(), stated.time(),
                stated.source(), stated.project(), stated.fact());
    }

    /** As a topic holds them: in the order given. */
    static List<Stated> onTopic(List<Stated> facts) {
        List<Stated> numbered = new ArrayList<>();
        for (Stated stated : facts) {
            numbered.add(new Stated(stated.id(), stated.key(), stated.partition(), numbered.size(), stated.time(),
                    stated.source(), stated.project(), stated.fact()));
        }
        return numbered;
    }
}
