package io.faultline.injector.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.AgentCredentials;
import io.faultline.http.AgentIdentity;
import io.faultline.http.Desk;
import io.faultline.http.DeskCall;
import io.faultline.http.Unanswered;
import io.faultline.injector.agency.AgentAnswer;
import io.faultline.injector.agency.AgentLine;
import io.faultline.injector.agency.AgentTask;
import io.faultline.injector.lease.AgentJournal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Agents call in here, with their own credentials, and see what is asked of their infrastructure only. */
@RestController
class AgentDesk implements AgentLine {
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** No agent is there to work on it: waiting longer would not bring one. */
    private static final Duration UNHELD = Duration.ofSeconds(10);

    private final Desk desk;
    private final AgentJournal journal;
    private final AgentCredentials credentials;
    private final InstantSource clock;

    AgentDesk(Desk desk, AgentJournal journal, AgentCredentials credentials, InstantSource clock) {
        this.desk = desk;
        this.journal = journal;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What is to be done next; waits a moment for it. */
    @PostMapping(AgentCredentials.FAULT_TASKS)
    DeskCall.Tasks tasks(HttpServletRequest request, @RequestBody DeskCall.Ask ask) throws InterruptedException {
        AgentIdentity agent = credentials.required(request, clock.instant());
        return new DeskCall.Tasks(desk.next(agent, ask.working(), WAIT));
    }

    @PostMapping(AgentCredentials.FAULT_ANSWERS)
    ResponseEntity<Void> answer(HttpServletRequest request, @RequestBody DeskCall.Answer answer) {
        desk.accept(credentials.required(request, clock.instant()), answer);
        return ResponseEntity.noContent().build();
    }

    /** Which of the marks an agent has found are in somebody's hands; what is in nobody's was left behind. */
    @PostMapping(AgentCredentials.FAULT_HELD)
    DeskCall.Marked held(HttpServletRequest request, @RequestBody DeskCall.Marked found) {
        AgentIdentity agent = credentials.required(request, clock.instant());
        return new DeskCall.Marked(journal.held(agent.infrastructure(), found.marks()));
    }

    @Override
    public Heard ask(Infrastructure where, AgentTask task, Duration patience) throws InterruptedException {
        try {
            Desk.Brought brought = desk.ask(Objects.requireNonNull(where.id()), Wire.mapper().valueToTree(task),
                    task.undo(), patience, UNHELD);
            return new Heard(Wire.mapper().treeToValue(brought.answer(), AgentAnswer.class), brought.by().instance());
        } catch (Unanswered e) {
            return new Heard(AgentAnswer.refused(Refusal.NOT_POSSIBLE, e.reason()), null);
        } catch (JacksonException e) {
            return new Heard(AgentAnswer.refused(Refusal.NOT_POSSIBLE, "its agent's answer cannot be read"), null);
        }
    }

    @Override
    public boolean isGone(Infrastructure where, String agent) {
        return desk.isSilent(new AgentIdentity(Objects.requireNonNull(where.id()), agent));
    }
}
