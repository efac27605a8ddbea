package io.faultline.formats.litmus;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import org.jspecify.annotations.Nullable;

/** A run's facts, kept for being told in the words of others. */
final class RunTold {
    private final Map<String, FaultInjected> injected = new HashMap<>();
    private final Map<String, FaultReverted> reverted = new HashMap<>();
    private final Map<String, FaultFailed> failed = new HashMap<>();
    private final Map<String, Map<String, ProbeResult>> results = new HashMap<>();
    private final Map<String, FaultScore> scores = new HashMap<>();
    private final Experiment experiment;
    private final RunPhase phase;
    private final @Nullable Instant began;
    private @Nullable RunSettled settled;
    private @Nullable RunCompleted completed;

    RunTold(Experiment experiment, RunPhase phase, @Nullable Instant began, List<RunFact> facts) {
        this.experiment = experiment;
        this.phase = phase;
        this.began = began;
        facts.forEach(this::hear);
    }

    private void hear(RunFact fact) {
        switch (fact) {
            case FaultInjected in -> injected.putIfAbsent(in.fault().value(), in);
            case FaultReverted out -> reverted.put(out.fault().value(), out);
            case FaultFailed broke -> failed.put(broke.fault().value(), broke);
            case ProbeResult result -> heard(result);
            case RunSettled end -> settled = end;
            case RunCompleted done -> {
                completed = done;
                done.scorecard().faults().forEach(score -> scores.put(score.fault().value(), score));
            }
            default -> {
            }
        }
    }

    /** Of two answers of a probe, before and after, the worse is the probe's. */
    private void heard(ProbeResult result) {
        if (result.fault() != null) {
            results.computeIfAbsent(result.fault().value(), _ -> new LinkedHashMap<>()).merge(result.probe(), result,
                    (one, other) -> one.outcome().worse(other.outcome()) == one.outcome()
                            && one.outcome() != Outcome.HELD ? one : other);
        }
    }

    Experiment experiment() {
        return experiment;
    }

    String phaseName() {
        return LitmusPhases.ofRun(phase, settled == null ? null : settled.cause());
    }

    Optional<Instant> began() {
        return Optional.ofNullable(began);
    }

    Optional<Instant> ended() {
        return Optional.ofNullable(settled).map(RunSettled::at);
    }

    String reasons() {
        return completed == null ? "" : String.join("; ", completed.reasons());
    }

    Optional<FaultInjected> injected(Fault fault) {
        return Optional.ofNullable(injected.get(fault.name()));
    }

    Optional<Instant> over(Fault fault) {
        return Optional.ofNullable(reverted.get(fault.name())).map(FaultReverted::at)
                .or(() -> failed(fault).map(FaultFailed::at));
    }

    /** When the first fault of a stage came into force. */
    Optional<Instant> began(Stage stage) {
        return stage.faults().stream().flatMap(fault -> injected(fault).map(FaultInjected::at).stream())
                .min(Instant::compareTo);
    }

    /** When its last fault was over, if all of them are. */
    Optional<Instant> over(Stage stage) {
        return stage.faults().stream().allMatch(fault -> over(fault).isPresent())
                ? stage.faults().stream().flatMap(fault -> over(fault).stream()).max(Instant::compareTo)
                : Optional.empty();
    }

    boolean isReverted(Fault fault) {
        return reverted.containsKey(fault.name());
    }

    Optional<FaultFailed> failed(Fault fault) {
        return Optional.ofNullable(failed.get(fault.name()));
    }

    Optional<ProbeResult> result(Fault fault, String probe) {
        return Optional.ofNullable(results.getOrDefault(fault.name(), Map.of()).get(probe));
    }

    boolean isOver() {
        return completed != null;
    }

    FaultPhase phase(Fault fault) {
        FaultScore score = scores.get(fault.name());
        if (score != null) {
            return score.phase();
        }
        return injected.containsKey(fault.name()) ? FaultPhase.RUNNING : FaultPhase.PENDING;
    }

    FaultVerdict verdict(Fault fault) {
        FaultScore score = scores.get(fault.name());
        return score == null ? FaultVerdict.AWAITED : score.verdict();
    }

    /** Whole percent; what is not judged yet is awaited. */
    String successPercentage(Fault fault) {
        FaultScore score = scores.get(fault.name());
        return score == null ? "Awaited" : Integer.toString(score.probeSuccessPercentage());
    }
}
