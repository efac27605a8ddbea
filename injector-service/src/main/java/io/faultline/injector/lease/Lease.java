package io.faultline.injector.lease;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/**
 * A fault held: a row of the journal.
 *
 * @param id 0 before it is in the journal
 * @param infrastructure the cluster it is about, unless the one the injector reaches by itself
 * @param helperPods how pods started for it are to be, beyond what their work needs
 * @param deadline its step has to be answered by then
 * @param targets what it hits, once that is resolved
 * @param undos how each target is mended, in the same order
 * @param injectedAt its first effect
 * @param until it is reverted at the latest by then
 * @param stop why it is to be mended at once, if someone asked for that
 * @param custody in whose hands it is
 * @param tries to mend what does not mend, when it has come to that
 * @param trouble why it failed, if it did
 */
public record Lease(long id, RunId run, StepId step, ProjectId project, Fault fault, BlastRadius blastRadius,
        @Nullable Infrastructure infrastructure, @Nullable PodSettings helperPods, LeaseState state, Instant dueAt,
        Instant deadline,
        List<HitTarget> targets, List<Undo> undos,
        @Nullable Instant injectedAt, @Nullable Instant until, @Nullable RevertReason stop, Custody custody,
        @Nullable Tries tries, @Nullable String trouble) {
    public Lease {
        targets = List.copyOf(targets);
        undos = List.copyOf(undos);
    }

    /** The fault's wire name: what it is counted under. */
    public String type() {
        return FaultType.of(fault.spec()).wireName();
    }

    /** Names this fault of this run, and no other one, in file names and on command lines. */
    public String mark() {
        String name = fault.name();
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String marked = plain.equals(name) ? name : plain + "-" + digest(name);
        return "faultline-" + run + "-" + marked;
    }

    /** Names that differ only in what cannot be written there must not become one. */
    private static String digest(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
    }

    public long fence() {
        return custody.fence();
    }

    /** Whether its effects stay when the process that made them dies: then only its own machine can mend them. */
    public boolean outlivesOwner() {
        return undos.stream().anyMatch(Undo::outlivesOwner);
    }

    /** Where its targets are told from others of the same name: its machine, or the cluster it is about. */
    public String place() {
        return place(fault.spec(), infrastructure, custody.host());
    }

    static String place(FaultSpec spec, @Nullable Infrastructure infrastructure, String host) {
        return spec instanceof ClusterFault || spec instanceof ApplicationFault
                ? Clusters.nameOf(infrastructure)
                : host;
    }

    /** Whether whoever has its undos can carry them out, whichever his machine. */
    public boolean mendsAnywhere() {
        return !undos.isEmpty()
                && undos.stream().allMatch(undo -> undo instanceof ClusterUndo || undo instanceof ApplicationUndo);
    }

    /** What nobody else may hit as long as this is in force. */
    public List<HitTarget> locked() {
        return IntStream.range(0, undos.size()).filter(each -> !(undos.get(each) instanceof Undo.Nothing))
                .mapToObj(targets::get).distinct().toList();
    }

    /** To be ended before it begins. */
    public Lease stopping(RevertReason why) {
        return new Lease(id, run, step, project, fault, blastRadius, infrastructure, helperPods, state, dueAt, deadline,
                targets,
                undos,
                injectedAt, until, why, custody, tries, trouble);
    }

    public Lease armed(Plan<?> plan) {
        return new Lease(id, run, step, project, fault, blastRadius, infrastructure, helperPods, LeaseState.ARMED,
                dueAt, deadline,
                plan.targets(), plan.undos(), injectedAt, until, stop, custody, tries, trouble);
    }

    public Lease active(Instant at, Instant to) {
        return new Lease(id, run, step, project, fault, blastRadius, infrastructure, helperPods, LeaseState.ACTIVE,
                dueAt, deadline,
                targets,
                undos, at, to, stop, custody, tries, trouble);
    }
}
