package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.wire.DurationText;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.cluster.Selectors;

/** What must hold before a fault is injected; asked for a dry run, before the first effect, and at each further one. */
public final class GuardRules {
    /** A frozen kubelet is let go on by the helper beside it alone, which nobody can tell to meanwhile. */
    private static final Duration UNHEARD = Duration.ofMinutes(10);

    private GuardRules() {}

    /** What each guard that needs only the plan says of it. */
    public static List<GuardSays> says(Fault fault, BlastRadius radius, Plan<?> plan, Limits limits) {
        int chosen = plan.hits().size();
        return List.of(duration(fault, chosen, limits), selection(fault, chosen, plan.matched()),
                radius(radius, chosen, plan.matched(), limits));
    }

    /** The first that refuses it. */
    public static Optional<Objection> objection(Fault fault, BlastRadius radius, Plan<?> plan, Limits limits) {
        return says(fault, radius, plan, limits).stream().map(GuardSays::objection).flatMap(Optional::stream)
                .findFirst();
    }

    static GuardSays duration(Fault fault, int targets, Limits limits) {
        if (fault.spec() instanceof KubeletServiceKill && fault.duration().compareTo(UNHEARD) > 0) {
            return GuardSays.no(Guard.DURATION,
                    "it would keep a kubelet frozen for %s, and nobody could end that before; %s at most: shorten it"
                            .formatted(new DurationText(fault.duration()), new DurationText(UNHEARD)));
        }
        DurationText whole = new DurationText(LeaseRules.inForce(fault, targets));
        DurationText longest = new DurationText(limits.longest());
        return LeaseRules.inForce(fault, targets).compareTo(limits.longest()) <= 0
                ? GuardSays.yes(Guard.DURATION, "it ends after %s; every fault ends after %s".formatted(whole, longest))
                : GuardSays.no(Guard.DURATION,
                        "it would last %s, but this injector ends every fault after %s; shorten it, or raise"
                                .formatted(whole, longest) + " faultline.injector.longest-fault");
    }

    private static GuardSays selection(Fault fault, int chosen, int matched) {
        return chosen > 0
                ? GuardSays.yes(Guard.SELECTION, "%d of %d matches chosen".formatted(chosen, matched))
                : GuardSays.no(Guard.SELECTION, "the selector matches nothing: " + nothing(fault));
    }

    private static String nothing(Fault fault) {
        return fault.spec() instanceof ClusterFault cluster
                ? Selectors.nothing(cluster.aim())
                : "there is nothing to break";
    }

    private static GuardSays radius(BlastRadius radius, int chosen, int matched, Limits limits) {
        String hits = "it would hit %d of %d matches, but ".formatted(chosen, matched);
        if (!radius.allows(chosen, matched)) {
            return tooMuch(hits + "the blast radius allows " + radius);
        }
        if (chosen > limits.maxTargets()) {
            return tooMuch(hits + "this injector hits at most %d; choose fewer, or raise faultline.injector.max-targets"
                    .formatted(limits.maxTargets()));
        }
        if (radius.maxPercent() == null && matched > 1 && chosen * 100L > (long) limits.maxPercent() * matched) {
            return tooMuch(
                    hits + "at most %d %% of several are hit unless the experiment says how many: choose fewer, or set"
                            .formatted(limits.maxPercent()) + " blastRadius.maxPercent");
        }
        return GuardSays.yes(Guard.BLAST_RADIUS, "%d of %d matches are within the blast radius".formatted(chosen,
                matched));
    }

    private static GuardSays tooMuch(String why) {
        return GuardSays.no(Guard.BLAST_RADIUS, why);
    }

    /** It is about when it was heard of, and by then nobody waits for it any more. */
    static Optional<Objection> late(Lease lease, Instant now) {
        return now.isAfter(lease.deadline())
                ? Optional.of(new Objection(Refusal.LATE,
                        "the injector first heard of this step after its deadline %s; nothing was done"
                                .formatted(lease.deadline())))
                : Optional.empty();
    }
}
