package io.faultline.cli.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import org.jspecify.annotations.Nullable;

/** All a person wants to see of one run, folded from its facts, samples and log lines in whatever order they come. */
public final class RunView {
    static final int LOG_LINES = 200;
    private final RunId run;
    private final Map<FaultId, FaultRow> faults = new LinkedHashMap<>();
    private final Map<ProbeRow.Key, ProbeRow> probes = new LinkedHashMap<>();
    private final Deque<LogLine> logs = new ArrayDeque<>();
    private @Nullable Experiment experiment;
    private @Nullable Instant requestedAt;
    private @Nullable Instant plannedAt;
    private @Nullable RunStopping stopping;
    private @Nullable RunSettled settled;
    private @Nullable RunCompleted completed;
    private @Nullable Scorecard scorecard;
    private @Nullable String trace;
    private long missed;

    public RunView(RunId run) {
        this.run = run;
    }

    /** Takes in what was published about the run; what changes nothing here is passed over. */
    public void on(Record published) {
        switch (published) {
            case ExperimentRequested fact -> requested(fact);
            case RunPlanned fact -> planned(fact);
            case StepDue fact -> due(fact.step());
            case FaultInjected fact -> change(fact.fault(), row -> row.injected(fact));
            case FaultReverted fact -> change(fact.fault(), row -> row.reverted(fact));
            case FaultFailed fact -> change(fact.fault(), row -> row.failed(fact));
            case ProbeResult fact -> find(fact.phase(), fact.fault(), fact.probe(), row -> row.decide(fact));
            case ProbeSample sample -> find(sample.phase(), sample.fault(), sample.probe(), row -> row.add(sample));
            case LogLine line -> remember(line);
            case RunStopping fact -> stopping = fact;
            case RunSettled fact -> settled(fact);
            case RunCompleted fact -> completed(fact);
            default -> {
            }
        }
    }

    public void on(Scorecard partial) {
        if (completed == null) {
            scorecard = partial;
        }
    }

    void missed(long count) {
        missed += count;
    }

    void trace(String id) {
        trace = id;
    }

    public RunId run() {
        return run;
    }

    public @Nullable Experiment experiment() {
        return experiment;
    }

    public String name() {
        return experiment == null ? "run" : experiment.name();
    }

    public List<FaultRow> faults() {
        return List.copyOf(faults.values());
    }

    public List<ProbeRow> probes() {
        return List.copyOf(probes.values());
    }

    /** The last log lines, oldest first. */
    public List<LogLine> logs() {
        return List.copyOf(logs);
    }

    public @Nullable Instant requestedAt() {
        return requestedAt;
    }

    public @Nullable Instant startedAt() {
        return completed != null ? completed.startedAt() : plannedAt;
    }

    public @Nullable Instant endedAt() {
        return completed != null ? completed.endedAt() : settled == null ? null : settled.at();
    }

    public @Nullable RunStopping stopping() {
        return stopping;
    }

    public @Nullable RunSettled settled() {
        return settled;
    }

    public @Nullable RunCompleted completed() {
        return completed;
    }

    public @Nullable Scorecard scorecard() {
        return scorecard;
    }

    public @Nullable String trace() {
        return trace;
    }

    /** Log lines and samples left out because this reader was too slow. */
    public long missed() {
        return missed;
    }

    public RunPhase phase() {
        if (completed != null) {
            return completed.phase();
        }
        if (settled != null) {
            return RunPhase.SETTLED;
        }
        return stopping != null ? RunPhase.STOPPING : plannedAt != null ? RunPhase.RUNNING : RunPhase.QUEUED;
    }

    private void requested(ExperimentRequested fact) {
        requestedAt = fact.requestedAt();
        lay(fact.experiment());
    }

    private void planned(RunPlanned fact) {
        plannedAt = fact.at();
        lay(fact.experiment());
    }

    private void lay(Experiment experiment) {
        if (this.experiment != null) {
            return;
        }
        this.experiment = experiment;
        Hypothesis hypothesis = experiment.spec().hypothesis();
        if (hypothesis != null) {
            lay(hypothesis.strategy().before(), ProbeRow.Part.BEFORE, hypothesis.probes());
            lay(hypothesis.strategy().during(), ProbeRow.Part.DURING, hypothesis.probes());
            lay(hypothesis.strategy().after(), ProbeRow.Part.AFTER, hypothesis.probes());
        }
        lay(true, ProbeRow.Part.STOP, experiment.spec().stopConditions());
        for (Fault fault : experiment.spec().faults()) {
            faults.put(fault.id(), FaultRow.waiting(fault));
            fault.probes().forEach(probe -> put(new ProbeRow(ProbeRow.Part.FAULT, fault.id(), probe)));
        }
        experiment.spec().stages().forEach(stage -> lay(true, ProbeRow.Part.STAGE, stage.probes()));
    }

    private void lay(boolean wanted, ProbeRow.Part part, List<Probe> rows) {
        if (wanted) {
            rows.forEach(probe -> put(new ProbeRow(part, null, probe)));
        }
    }

    private void put(ProbeRow row) {
        probes.put(row.key(), row);
    }

    private void due(Step step) {
        switch (step) {
            case Step.Inject inject -> change(inject.fault().id(),
                    row -> row.state() == FaultRow.State.WAITING || row.state() == FaultRow.State.RAMPING
                            ? row.in(FaultRow.State.DUE)
                            : row);
            case Step.Pause pause -> ramp(pause.id().value());
            case Step.Measure _,Step.Act _ -> {
            }
        }
    }

    private void ramp(String step) {
        if (step.startsWith("ramp-up:")) {
            change(new FaultId(step.substring("ramp-up:".length())),
                    row -> row.state() == FaultRow.State.WAITING ? row.in(FaultRow.State.RAMPING) : row);
        }
    }

    private void settled(RunSettled fact) {
        settled = fact;
        faults.replaceAll((id, row) -> {
            if (fact.openFaults().contains(id)) {
                return row.unreported();
            }
            return row.over() || row.state() == FaultRow.State.IN_FORCE ? row : row.in(FaultRow.State.SKIPPED);
        });
    }

    private void completed(RunCompleted fact) {
        completed = fact;
        scorecard = fact.scorecard();
    }

    private void change(FaultId fault, UnaryOperator<FaultRow> step) {
        faults.computeIfPresent(fault, (id, row) -> step.apply(row));
    }

    private void find(MeasurePhase phase, @Nullable FaultId fault, String probe,
            java.util.function.Consumer<ProbeRow> found) {
        ProbeRow row = probes.get(new ProbeRow.Key(ProbeRow.Part.of(phase), fault, probe));
        if (row != null) {
            found.accept(row);
        }
    }

    private void remember(LogLine line) {
        logs.addLast(line);
        if (logs.size() > LOG_LINES) {
            logs.removeFirst();
        }
    }
}
