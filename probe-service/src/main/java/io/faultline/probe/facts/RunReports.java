package io.faultline.probe.facts;

import java.time.Instant;
import java.util.Locale;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.Time;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchRules;
import io.faultline.probe.watch.Watches;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Every evaluation is a sample and a count; people get a line when it turns; a failure that ends the run is a fact. */
record RunReports(Assignments assignments, Watches watches, RunLog runLog, RunLines lines,
        TransactionTemplate transaction, Time time, MeterRegistry metrics) implements Reports {
    @Override
    public void sampled(RunId run, StepId step, @Nullable FaultId fault, Probe probe, MeasurePhase phase,
            Measurement measurement, Outcome before) {
        String kind = Probing.kind(probe.spec());
        String outcome = measurement.outcome().name().toLowerCase(Locale.ROOT);
        metrics.counter("faultline.probe.evaluations", "kind", kind, "outcome", outcome).increment();
        metrics.timer("faultline.probe.duration", "kind", kind).record(measurement.took());
        lines.sample(run, step, fault, probe.name(), phase, measurement);
        if (measurement.outcome() == before) {
            return;
        }
        if (measurement.outcome() == Outcome.HELD) {
            lines.line(run, step, LogLine.Level.INFO, "probe %s holds again".formatted(probe.name()));
        } else {
            lines.line(run, step, LogLine.Level.WARN,
                    "probe %s is %s: %s".formatted(probe.name(), outcome, measurement.detail()));
        }
    }

    @Override
    public void resumed(Watch watch) {
        lines.line(watch.run(), watch.step(), LogLine.Level.WARN,
                "probe %s %s".formatted(watch.probe().name(), watch.note()));
    }

    @Override
    public void over(Watch watch) {
        watches.over(watch, time.now());
    }

    @Override
    public boolean saved(Watch watch) {
        return watches.save(watch, time.now());
    }

    @Override
    public boolean failed(Watch watch) {
        Instant now = time.now();
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean wanted = watches.save(watch, now);
            if (wanted && watch.stopsRun() && endsFirst(watch)) {
                runLog.append(watch.project(), WatchRules.result(watch, watch.step(), true, now));
            }
            return wanted;
        }));
    }

    /** A stop condition's step has its answer by this name already: the first evaluation. */
    private boolean endsFirst(Watch watch) {
        boolean first = watches.end(watch.key());
        return watch.phase() == MeasurePhase.STOP_CONDITIONS
                ? first
                : assignments.answer(watch.run(), watch.step(), watch.probe().name());
    }
}
