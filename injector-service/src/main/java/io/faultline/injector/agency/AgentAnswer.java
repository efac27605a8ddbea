package io.faultline.injector.agency;

import java.util.List;

import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.cluster.Look;
import org.jspecify.annotations.Nullable;

/**
 * What came of it.
 *
 * @param matched PLAN: how many match
 * @param hits PLAN: those of them that are hit
 * @param ailing AILING: which have not recovered
 * @param seen LOOK: what is there
 * @param reason why it was not done
 * @param deed INJECT: what was done, and in which way, if that is only known by then
 */
public record AgentAnswer(Kind kind, int matched, List<PlannedHit> hits, List<String> ailing, List<Look.Seen> seen,
        @Nullable Refusal refusal, @Nullable String reason, @Nullable String deed) {
    /** How it came out. */
    public enum Kind {
        DONE, REFUSED, NOT_REVERTED
    }

    /** One target that is to be hit. */
    public record PlannedHit(HitTarget target, String undo, String deed) {}

    public AgentAnswer {
        hits = hits == null ? List.of() : List.copyOf(hits);
        ailing = ailing == null ? List.of() : List.copyOf(ailing);
        seen = seen == null ? List.of() : List.copyOf(seen);
    }

    public static AgentAnswer done() {
        return made(null);
    }

    public static AgentAnswer made(@Nullable String deed) {
        return new AgentAnswer(Kind.DONE, 0, List.of(), List.of(), List.of(), null, null, deed);
    }

    public static AgentAnswer planned(int matched, List<PlannedHit> hits) {
        return new AgentAnswer(Kind.DONE, matched, hits, List.of(), List.of(), null, null, null);
    }

    public static AgentAnswer ailing(List<String> targets) {
        return new AgentAnswer(Kind.DONE, 0, List.of(), targets, List.of(), null, null, null);
    }

    public static AgentAnswer seen(List<Look.Seen> seen) {
        return new AgentAnswer(Kind.DONE, 0, List.of(), List.of(), seen, null, null, null);
    }

    public static AgentAnswer refused(Refusal refusal, String reason) {
        return new AgentAnswer(Kind.REFUSED, 0, List.of(), List.of(), List.of(), refusal, reason, null);
    }

    public static AgentAnswer notReverted(String reason) {
        return new AgentAnswer(Kind.NOT_REVERTED, 0, List.of(), List.of(), List.of(), null, reason, null);
    }
}
