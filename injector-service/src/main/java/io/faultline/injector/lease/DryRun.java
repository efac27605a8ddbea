package io.faultline.injector.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/** What each fault of an experiment would do if it were injected now; nothing is done. */
public record DryRun(Drivers drivers, Limits limits, Leases leases, Halts halts, Machine machine) {
    /** What would happen, fault by fault. */
    public record Outlook(List<PlannedFault> faults) {}

    /**
     * @param matched how many targets the selector matches
     * @param chosen how many would be hit
     * @param withinBlastRadius whether that is within the experiment's blast radius
     * @param allowed whether it would be injected
     * @param undo how it would be mended by hand
     * @param reason why it would be refused, if it would
     * @param guards what each guard that was asked says
     */
    public record PlannedFault(String fault, String type, Duration duration, int matched, int chosen,
            List<HitTarget> targets, boolean withinBlastRadius, boolean allowed, String undo,
            @Nullable String reason, List<Said> guards) {}

    /** What a guard says. */
    public record Said(String guard, boolean allowed, String says) {
        static List<Said> of(List<GuardSays> guards) {
            return guards.stream().map(each -> new Said(each.guard().title(), each.allowed(), each.says())).toList();
        }
    }

    public Outlook of(Experiment experiment) {
        GuardSays halt = halts.active().map(halted -> GuardSays.no(Guard.HALT, halted.objection().reason()))
                .orElseGet(() -> GuardSays.yes(Guard.HALT, "nothing is halted"));
        return new Outlook(experiment.spec().faults().stream()
                .map(fault -> of(fault, experiment.spec(), halt)).toList());
    }

    private PlannedFault of(Fault fault, ExperimentSpec spec, GuardSays halt) {
        BlastRadius radius = spec.blastRadius();
        Infrastructure where = spec.infrastructure();
        String type = FaultType.of(fault.spec()).wireName();
        try {
            Plan<?> plan = drivers.of(fault.spec(), where, spec.helperPods()).plan("faultline-plan");
            List<GuardSays> guards = new ArrayList<>(GuardRules.says(fault, radius, plan, limits));
            guards.add(GuardSays.yes(Guard.PROTECTED, "none of them is protected"));
            guards.add(lock(radius, plan, Lease.place(fault.spec(), where, machine.id())));
            guards.add(halt);
            Optional<Objection> refusal = guards.stream().map(GuardSays::objection).flatMap(Optional::stream)
                    .findFirst();
            int chosen = plan.hits().size();
            return new PlannedFault(fault.name(), type, fault.duration(), plan.matched(), chosen, plan.targets(),
                    radius.allows(chosen, plan.matched()), refusal.isEmpty(), LeaseRules.byHand(plan.undos()),
                    refusal.map(Objection::reason).orElse(null), Said.of(guards));
        } catch (FaultRefused e) {
            return new PlannedFault(fault.name(), type, fault.duration(), 0, 0, List.of(), true, false, "",
                    e.reason(), Said.of(List.of(GuardSays.no(guard(e), e.reason()), halt)));
        }
    }

    private static Guard guard(FaultRefused e) {
        return e.refusal() == Refusal.PROTECTED_TARGET ? Guard.PROTECTED : Guard.SELECTION;
    }

    private GuardSays lock(BlastRadius radius, Plan<?> plan, String place) {
        if (radius.sharedTargets()) {
            return GuardSays.yes(Guard.LOCK, "the experiment shares its targets with other runs");
        }
        List<HitTarget> targets = plan.hits().stream().filter(hit -> !(hit.undo() instanceof Undo.Nothing))
                .map(Hit::target).toList();
        return leases.conflict(place, null, targets).map(taken -> GuardSays.no(Guard.LOCK, taken.reason()))
                .orElseGet(() -> GuardSays.yes(Guard.LOCK, "no other run hits any of them"));
    }
}
