package io.faultline.formats.litmus;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.RunPhase;
import org.jspecify.annotations.Nullable;

/** Phases and verdicts in the words of Harness' and Litmus' clients: the one place that knows them. */
public final class LitmusPhases {
    /** Every name of a run's phase that any of their versions has. */
    public static final List<String> RUN_PHASES = List.of("Queued", "Pending", "Running", "Completed",
            "Completed_With_Error", "Completed_With_Probe_Failure", "Stopped", "Terminated", "Skipped", "Error",
            "Timeout",
            "NA", "Blocked");
    private static final Map<String, Set<RunPhase>> MEANT = Map.ofEntries(
            Map.entry("All", Set.of(RunPhase.values())), Map.entry("Queued", Set.of(RunPhase.QUEUED)),
            Map.entry("Pending", Set.of(RunPhase.QUEUED)),
            Map.entry("Running", Set.of(RunPhase.RUNNING, RunPhase.STOPPING, RunPhase.SETTLED)),
            Map.entry("Completed", Set.of(RunPhase.COMPLETED)), Map.entry("Succeeded", Set.of(RunPhase.COMPLETED)),
            Map.entry("Completed_With_Probe_Failure", Set.of(RunPhase.COMPLETED_WITH_PROBE_FAILURE)),
            Map.entry("Completed_With_Error", Set.of(RunPhase.COMPLETED_WITH_PROBE_FAILURE)),
            Map.entry("Failed", Set.of(RunPhase.COMPLETED_WITH_PROBE_FAILURE, RunPhase.ERROR)),
            Map.entry("Stopped", Set.of(RunPhase.STOPPED)), Map.entry("Terminated", Set.of(RunPhase.STOPPED)),
            Map.entry("Error", Set.of(RunPhase.ERROR)), Map.entry("Timeout", Set.of(RunPhase.ERROR)));

    private LitmusPhases() {}

    /** A run's phase in the words of Harness and Litmus 3; while it is being mended or judged it still runs. */
    public static String ofRun(RunPhase phase) {
        return switch (phase) {
            case QUEUED -> "Queued";
            case RUNNING, STOPPING, SETTLED -> "Running";
            case COMPLETED -> "Completed";
            case COMPLETED_WITH_PROBE_FAILURE -> "Completed_With_Probe_Failure";
            case STOPPED -> "Stopped";
            case ERROR -> "Error";
        };
    }

    /** The same, where it is known why a run ended early: one that ran out of time is a Timeout. */
    public static String ofRun(RunPhase phase, @Nullable StopCause cause) {
        return phase == RunPhase.ERROR && cause == StopCause.DEADLINE ? "Timeout" : ofRun(phase);
    }

    /** A run's phase in the words of Litmus 2. */
    public static String formerly(RunPhase phase) {
        return switch (phase) {
            case QUEUED, RUNNING, STOPPING, SETTLED -> "Running";
            case COMPLETED -> "Succeeded";
            case COMPLETED_WITH_PROBE_FAILURE, ERROR -> "Failed";
            case STOPPED -> "Terminated";
        };
    }

    /** The phases a filter means by a name; none for a name no run of ours ever has. */
    public static Set<RunPhase> meant(String name) {
        return MEANT.getOrDefault(name, Set.of());
    }

    /** The phases several names mean together, as filters give them. */
    public static Set<RunPhase> meant(List<String> names) {
        return names.stream().flatMap(name -> meant(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** A ChaosResult's phase. */
    public static String ofFault(FaultPhase phase) {
        return switch (phase) {
            case PENDING -> "Pending";
            case RUNNING -> "Running";
            case COMPLETED -> "Completed";
            case COMPLETED_WITH_PROBE_FAILURE -> "Completed_With_Probe_Failure";
            case STOPPED -> "Stopped";
            case ERROR -> "Error";
        };
    }

    /** A ChaosResult's verdict. What was stopped or went wrong is not called failed, as Litmus' agent does. */
    public static String verdict(FaultVerdict verdict) {
        return switch (verdict) {
            case PASS -> "Pass";
            case FAIL -> "Fail";
            case ERROR -> "Error";
            case STOPPED -> "Stopped";
            case AWAITED -> "Awaited";
            case NOT_AVAILABLE -> "N/A";
        };
    }

    /** Which counter of a run a verdict goes into: passed, failed, awaited, stopped or na. */
    public static String counter(FaultVerdict verdict) {
        return switch (verdict) {
            case PASS -> "passed";
            case FAIL, ERROR -> "failed";
            case AWAITED -> "awaited";
            case STOPPED -> "stopped";
            case NOT_AVAILABLE -> "na";
        };
    }

    /** A probe's verdict in a ChaosResult. What could not be measured has none. */
    public static String probeVerdict(@Nullable Outcome outcome, boolean over) {
        return switch (outcome) {
            case HELD -> "Passed";
            case BROKEN -> "Failed";
            case UNMEASURABLE -> "N/A";
            case null -> over ? "N/A" : "Awaited";
        };
    }

    /** The same as an enum of GraphQL can have it. */
    public static String probeVerdictName(@Nullable Outcome outcome, boolean over) {
        return probeVerdict(outcome, over).replace("/", "");
    }

    /** Argo's phase of a group of nodes; a fault's own node has its ChaosResult's. */
    static String ofNode(FaultPhase phase) {
        return switch (phase) {
            case PENDING -> "Pending";
            case RUNNING -> "Running";
            case COMPLETED -> "Succeeded";
            case COMPLETED_WITH_PROBE_FAILURE, STOPPED -> "Failed";
            case ERROR -> "Error";
        };
    }

    /** What scripts wait for: whether a name is the phase of a run that is over. */
    public static boolean isOver(String name) {
        return Stream.of("Queued", "Pending", "Running").noneMatch(name::equals)
                && RUN_PHASES.contains(name);
    }
}
