package io.faultline.injector.http;

import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.injector.lease.Brake;
import io.faultline.injector.lease.Braked;
import io.faultline.injector.lease.Halt;
import io.faultline.injector.lease.Leases;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ends faults without Kafka: those of a run, all of them, or one that did not mend. Answers once they are mended. */
@RestController
@RequestMapping("/api/v1/faults")
class BrakeApi {
    private final Brake brake;
    private final Leases leases;

    BrakeApi(Brake brake, Leases leases) {
        this.brake = brake;
        this.leases = leases;
    }

    /** Which run, and why. */
    record StopRequest(@Nullable RunId run, @Nullable String reason) {}

    /** Why, and who says so. */
    record HaltRequest(@Nullable String reason, @Nullable String requestedBy) {}

    /** Whether everything is halted: who, why and since when. */
    record HaltView(boolean halted, @Nullable Halt halt) {}

    /** The faults of a run are mended, and none of it begins any more. */
    @PostMapping("/stop")
    Braked stop(@RequestBody StopRequest asked) {
        if (asked.run() == null) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Say which run: {\"run\": \"...\", \"reason\": \"...\"}.");
        }
        return brake.stop(asked.run(), text(asked.reason(), "stopped without a reason"));
    }

    /** Every fault is mended, and none begins until the halt is released. Asked for twice, the first one stays. */
    @PostMapping("/halt")
    Braked halt(@RequestBody HaltRequest asked) {
        return brake.halt(text(asked.reason(), "halted without a reason"), text(asked.requestedBy(), "somebody"));
    }

    @GetMapping("/halt")
    HaltView halted() {
        Optional<Halt> halt = brake.halted();
        return new HaltView(halt.isPresent(), halt.orElse(null));
    }

    /** Faults may begin again. */
    @DeleteMapping("/halt")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release() {
        brake.release();
    }

    /** Tries now to mend a fault that did not mend; answers how it stands then. */
    @PostMapping("/{id}/revert")
    FaultView revert(@PathVariable long id) {
        return brake.retry(id).map(FaultView::of).orElseThrow(() -> leases.find(id).map(lease -> new Problem(
                ProblemType.CONFLICT,
                "Fault %d is %s, on host %s: only what is revert-failed can be tried again, by an injector of its host; what is in force ends with its run. If that host is gone for good, or the fault was ended by hand, acknowledge it."
                        .formatted(id, FaultView.name(lease.state()), lease.custody().host())))
                .orElseGet(() -> Problem.notFound("fault", id)));
    }

    /** What did not mend is gone, a person says: its targets may be hit again, and nobody is alarmed any more. */
    @PostMapping("/{id}/acknowledge")
    FaultView acknowledge(@PathVariable long id, @RequestBody HaltRequest asked) {
        if (asked.reason() == null || asked.reason().isBlank()) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "Say how it is known that the fault is gone: {\"reason\": \"...\"}.");
        }
        String why = "%s (%s)".formatted(asked.reason().strip(), text(asked.requestedBy(), "somebody"));
        return brake.acknowledge(id, why).map(FaultView::of).orElseThrow(() -> leases.find(id)
                .map(lease -> new Problem(ProblemType.CONFLICT,
                        "Fault %d is %s: only what is revert-failed can be acknowledged.".formatted(id,
                                FaultView.name(lease.state()))))
                .orElseGet(() -> Problem.notFound("fault", id)));
    }

    private static String text(@Nullable String said, String otherwise) {
        return said == null || said.isBlank() ? otherwise : said;
    }
}
