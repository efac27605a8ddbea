package io.faultline.injector.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Tries;
import org.jspecify.annotations.Nullable;

/** A fault, for people: what it hits, since when, until when, and how to take it away by hand. */
record FaultView(long id, RunId run, StepId step, String project, String fault, String type, String state,
        List<HitTarget> targets, @Nullable Instant since, @Nullable Instant until, String manualUndo, String injector,
        String host, @Nullable String trouble, @Nullable Integer tries, @Nullable Instant nextTry) {
    static FaultView of(Lease lease) {
        Tries tries = lease.tries();
        String byHand = lease.state().mayHaveEffect() ? LeaseRules.byHand(lease.undos()) : "";
        return new FaultView(lease.id(), lease.run(), lease.step(), lease.project().value(), lease.fault().name(),
                lease.type(), name(lease.state()), lease.targets(), lease.injectedAt(), lease.until(), byHand,
                lease.custody().owner(), lease.custody().host(), lease.trouble(), tries == null ? null : tries.made(),
                tries == null ? null : tries.next());
    }

    /** A state as people write it: <code>revert-failed</code>. */
    static String name(LeaseState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
