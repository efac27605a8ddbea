package io.faultline.cli.live;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import org.jspecify.annotations.Nullable;

/** A probe in one part of the run, with a mark for each evaluation. */
public final class ProbeRow {
    private final Part part;
    private final @Nullable FaultId fault;
    private final Probe probe;
    private final Map<MeasurePhase, List<Outcome>> samples = new EnumMap<>(MeasurePhase.class);
    private final Map<MeasurePhase, ProbeResult> results = new EnumMap<>(MeasurePhase.class);
    private @Nullable String trouble;

    /** The part of a run a probe's row belongs to. */
    public enum Part {
        BEFORE, DURING, AFTER, STAGE, FAULT,
        /** A stop condition. */
        STOP;

        static Part of(MeasurePhase phase) {
            return switch (phase) {
                case HYPOTHESIS_BEFORE -> BEFORE;
                case STOP_CONDITIONS -> STOP;
                case HYPOTHESIS_DURING, HYPOTHESIS_END -> DURING;
                case HYPOTHESIS_AFTER -> AFTER;
                case STAGE -> STAGE;
                case PRE_FAULT, POST_FAULT -> FAULT;
            };
        }
    }

    /** What tells one row from another. */
    record Key(Part part, @Nullable FaultId fault, String probe) {}

    ProbeRow(Part part, @Nullable FaultId fault, Probe probe) {
        this.part = part;
        this.fault = fault;
        this.probe = probe;
    }

    public Part part() {
        return part;
    }

    public String name() {
        return probe.name();
    }

    public Probe probe() {
        return probe;
    }

    public @Nullable FaultId fault() {
        return fault;
    }

    Key key() {
        return new Key(part, fault, probe.name());
    }

    void add(ProbeSample sample) {
        samples.computeIfAbsent(sample.phase(), phase -> new ArrayList<>()).add(sample.measurement().outcome());
        notice(sample.measurement().outcome(), sample.measurement().detail());
    }

    void decide(ProbeResult result) {
        results.put(result.phase(), result);
        notice(result.outcome(), result.decisive().detail());
    }

    /** One outcome for each evaluation, oldest first; from the results where no samples came. */
    public List<Outcome> marks() {
        List<Outcome> marks = new ArrayList<>();
        boolean loops = probe.mode().repeats() || part == Part.DURING || part == Part.STOP;
        for (MeasurePhase phase : MeasurePhase.values()) {
            List<Outcome> seen = samples.getOrDefault(phase, List.of());
            marks.addAll(seen);
            ProbeResult result = results.get(phase);
            if (result != null && (loops ? samples.isEmpty() : seen.isEmpty())) {
                marks.add(result.outcome());
            }
        }
        return marks;
    }

    /** What came of it: the worst of its results, else of its samples so far; null while nothing was measured. */
    public @Nullable Outcome outcome() {
        List<Outcome> known = results.isEmpty()
                ? marks()
                : results.values().stream().map(ProbeResult::outcome).toList();
        return known.stream().reduce(Outcome::worse).orElse(null);
    }

    public int evaluations() {
        int reported = results.values().stream().mapToInt(ProbeResult::evaluations).sum();
        return Math.max(reported, marks().size());
    }

    public int failures() {
        int reported = results.values().stream().mapToInt(ProbeResult::failures).sum();
        int seen = (int) marks().stream().filter(mark -> mark != Outcome.HELD).count();
        return Math.max(reported, seen);
    }

    /** The share of evaluations that held, in whole percent; null while there is none. */
    public @Nullable Integer percentHeld() {
        int all = evaluations();
        return all == 0 ? null : (all - failures()) * 100 / all;
    }

    /** Why it did not hold, the last time it did not. */
    public @Nullable String trouble() {
        return trouble;
    }

    public boolean decided() {
        return !results.isEmpty();
    }

    private void notice(Outcome outcome, @Nullable String detail) {
        if (outcome != Outcome.HELD && detail != null) {
            trouble = detail;
        }
    }
}
