package io.faultline.injector.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/** What each fault of an experiment would do if it were injected now; nothing is done. */
public record DryRun(Drivers drivers, Duration longest) {
    /** What would happen, fault by fault. */
    public record Outlook(List<PlannedFault> faults) {}

    /**
     * @param matched how many targets the selector matches
     * @param chosen how many would be hit
     * @param withinBlastRadius whether that is within the experiment's blast radius
     * @param allowed whether it would be injected
     * @param undo how it would be mended by hand
     * @param reason why it would be refused, if it would
     */
    public record PlannedFault(String fault, String type, Duration duration, int matched, int chosen,
            List<HitTarget> targets, boolean withinBlastRadius, boolean allowed, String undo,
            @Nullable String reason) {}

    public Outlook of(Experiment experiment) {
        BlastRadius radius = experiment.spec().blastRadius();
        return new Outlook(experiment.spec().faults().stream().map(fault -> of(fault, radius)).toList());
    }

    private PlannedFault of(Fault fault, BlastRadius radius) {
        String type = FaultType.of(fault.spec()).wireName();
        try {
            Plan<?> plan = drivers.of(fault.spec()).plan("faultline-plan");
            Optional<Objection> refusal = LeaseRules.refusal(fault, radius, plan, longest);
            int chosen = plan.hits().size();
            return new PlannedFault(fault.name(), type, fault.duration(), plan.matched(), chosen, plan.targets(),
                    radius.allows(chosen, plan.matched()), refusal.isEmpty(), LeaseRules.byHand(plan.undos()),
                    refusal.map(Objection::reason).orElse(null));
        } catch (FaultRefused e) {
            return new PlannedFault(fault.name(), type, fault.duration(), 0, 0, List.of(), true, false, "",
                    e.reason());
        }
    }
}
