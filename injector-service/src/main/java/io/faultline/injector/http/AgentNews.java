package io.faultline.injector.http;

import java.time.InstantSource;

import io.faultline.http.AgentCredentials;
import io.faultline.http.AgentIdentity;
import io.faultline.http.DeskCall;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.injector.agency.Agency;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.lease.Holder;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What agents tell without being asked. */
@RestController
class AgentNews {
    private final Agency agency;
    private final Holder holder;
    private final AgentCredentials credentials;
    private final InstantSource clock;

    AgentNews(Agency agency, Holder holder, AgentCredentials credentials, InstantSource clock) {
        this.agency = agency;
        this.holder = holder;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Another injector may hold its fault, or this one may not know yet that it was made: the agent asks again. */
    @PostMapping(AgentCredentials.FAULT_UNDONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undone(HttpServletRequest request, @RequestBody DeskCall.Undone undone) {
        AgentIdentity agent = credentials.required(request, clock.instant());
        ClusterUndo undo = agency.inForce(agent.infrastructure(), undone.undo())
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no fault that is held here has it in force"));
        holder.undone(undo);
    }

    /** Told once, by an agent that has no time to ask again: what is not known here, or not as its own, is somebody else's. */
    @PostMapping(AgentCredentials.FAULT_MENDED)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mended(HttpServletRequest request, @RequestBody DeskCall.Mended mended) {
        AgentIdentity agent = credentials.required(request, clock.instant());
        for (String undo : mended.undos()) {
            agency.inForce(agent.infrastructure(), undo).filter(each -> agency.mended(each, agent.instance()))
                    .ifPresent(holder::undone);
        }
    }
}
