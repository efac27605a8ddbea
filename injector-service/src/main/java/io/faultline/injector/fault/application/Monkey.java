package io.faultline.injector.fault.application;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.FaultRefused;

/** Chaos Monkey for Spring Boot in one application, as its actuator has it. */
record Monkey(Door door, Reach reach, Notation notation) {
    static final String USUAL_PATH = "/actuator/chaosmonkey";
    private static final Duration BEGUN = Duration.ofMillis(500);

    MonkeySettings look() throws FaultRefused, InterruptedException {
        Answer answer = ask(Call.read(""));
        try {
            Map<String, Object> all = answer.isFine() ? notation.read(answer.text()) : Map.of();
            if (all.get("chaosMonkeyProperties") instanceof Map<?, ?> itself
                    && all.get("assaultProperties") instanceof Map<?, ?> assaults
                    && all.get("watcherProperties") instanceof Map<?, ?> watchers) {
                return new MonkeySettings(Boolean.TRUE.equals(itself.get("enabled")), cast(assaults), cast(watchers));
            }
        } catch (IOException e) {
            throw absent(answer, e);
        }
        throw absent(answer, null);
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    private static Map<String, Object> cast(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    private FaultRefused absent(Answer answer, @org.jspecify.annotations.Nullable IOException cause) {
        String reason = ("there is no Chaos Monkey at %s (%s): add de.codecentric:chaos-monkey-spring-boot, start with"
                + " the profile chaos-monkey, and expose its endpoint (management.endpoint.chaosmonkey.access=unrestricted,"
                + " management.endpoints.web.exposure.include=chaosmonkey)").formatted(door.name(), answer.shown());
        return cause == null ? new FaultRefused(reason) : new FaultRefused(reason, cause);
    }

    void watch(Map<String, Object> watchers) throws FaultRefused, InterruptedException {
        take(ask(Call.post("/watchers", notation.write(watchers))));
    }

    void assault(Map<String, Object> assaults) throws FaultRefused, InterruptedException {
        take(ask(Call.post("/assaults", notation.write(assaults))));
    }

    void enable() throws FaultRefused, InterruptedException {
        take(ask(Call.post("/enable", "")));
    }

    /** Some attacks go on within the request that begins them. */
    void attack() throws FaultRefused, InterruptedException {
        try {
            Optional<Answer> answer = reach.begin(door, Call.post("/assaults/runtime/attack", ""), BEGUN);
            if (answer.isPresent()) {
                take(answer.get());
            }
        } catch (IOException e) {
            throw unreached(e);
        }
    }

    private Answer ask(Call call) throws FaultRefused, InterruptedException {
        try {
            return reach.call(door, call);
        } catch (IOException e) {
            throw unreached(e);
        }
    }

    private void take(Answer answer) throws FaultRefused {
        if (!answer.isFine()) {
            throw new FaultRefused("Chaos Monkey at %s does not take it: %s".formatted(door.name(), answer.shown()));
        }
    }

    private FaultRefused unreached(IOException e) {
        return new FaultRefused("%s is not reached: %s".formatted(door.name(), Calming.text(e)), e);
    }
}
