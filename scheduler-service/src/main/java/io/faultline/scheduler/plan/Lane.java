package io.faultline.scheduler.plan;

import java.util.List;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;

/** The steps around one fault, by name. */
public record Lane(FaultId fault) {
    public StepId before() {
        return step("pre");
    }

    public StepId rampUp() {
        return step("ramp-up");
    }

    public StepId inject() {
        return step("inject");
    }

    public StepId rampDown() {
        return step("ramp-down");
    }

    public StepId after() {
        return step("post");
    }

    /** What makes no sense once the fault must not be injected. */
    public List<StepId> disturbance() {
        return List.of(rampUp(), inject(), rampDown());
    }

    private StepId step(String what) {
        return new StepId(what + ":" + fault);
    }
}
