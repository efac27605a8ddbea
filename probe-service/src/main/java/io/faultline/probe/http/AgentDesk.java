package io.faultline.probe.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.AgentCredentials;
import io.faultline.http.AgentIdentity;
import io.faultline.http.Desk;
import io.faultline.http.DeskCall;
import io.faultline.http.Unanswered;
import io.faultline.probe.agency.ProbeTask;
import io.faultline.probe.agency.Questions;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Agents;
import io.faultline.probe.probe.Place;
import io.faultline.probe.value.Values;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Agents call in here, with their own credentials, and measure what is asked of their infrastructure only. */
@RestController
class AgentDesk implements Agents {
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** For the way there and back: the agent keeps to the attempt's own timeout, which may be milliseconds. */
    private static final Duration TRAVEL = Duration.ofSeconds(3);

    private final Desk desk;
    private final AgentCredentials credentials;
    private final InstantSource clock;

    AgentDesk(Desk desk, AgentCredentials credentials, InstantSource clock) {
        this.desk = desk;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What is to be measured next; waits a moment for it. */
    @PostMapping(AgentCredentials.PROBE_TASKS)
    DeskCall.Tasks tasks(HttpServletRequest request, @RequestBody DeskCall.Ask ask) throws InterruptedException {
        AgentIdentity agent = credentials.required(request, clock.instant());
        return new DeskCall.Tasks(desk.next(agent, ask.working(), WAIT));
    }

    @PostMapping(AgentCredentials.PROBE_ANSWERS)
    ResponseEntity<Void> answer(HttpServletRequest request, @RequestBody DeskCall.Answer answer) {
        desk.accept(credentials.required(request, clock.instant()), answer);
        return ResponseEntity.noContent().build();
    }

    @Override
    public Judgement attempt(ProbeSpec spec, Values values, Duration timeout, Place place)
            throws InterruptedException {
        Infrastructure where = Objects.requireNonNull(place.infrastructure());
        Probe probe = Questions.asked(spec);
        ProbeTask task = new ProbeTask(place.run(), probe,
                Questions.values(Wire.mapper().writeValueAsString(probe), values), timeout, place.pods());
        try {
            return Wire.mapper().treeToValue(desk
                    .ask(Objects.requireNonNull(where.id()), Wire.mapper().valueToTree(task), timeout.plus(TRAVEL))
                    .answer(),
                    Judgement.class);
        } catch (Unanswered e) {
            return Judgement.unmeasurable("infrastructure '%s': %s".formatted(where.name(), e.reason()));
        } catch (JacksonException e) {
            return Judgement.unmeasurable("infrastructure '%s': its agent's answer cannot be read"
                    .formatted(where.name()));
        }
    }
}
