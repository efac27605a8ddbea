package io.faultline.scheduler.facts;

import java.util.List;
import java.util.Locale;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.LogLine.Level;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.StepDue;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;
import io.faultline.scheduler.run.Ignored;
import io.faultline.scheduler.run.Line;
import io.faultline.scheduler.run.Voice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Speaks into the run log. */
final class RunLogVoice implements Voice {
    private static final Logger LOG = LoggerFactory.getLogger(RunLogVoice.class);

    private final RunLog log;
    private final RunLines lines;
    private final MeterRegistry metrics;
    private final Counter stepsDue;

    RunLogVoice(RunLog log, RunLines lines, MeterRegistry metrics) {
        this.log = log;
        this.lines = lines;
        this.metrics = metrics;
        this.stepsDue = Counter.builder("faultline.run.steps.due").description("Steps whose time has come")
                .register(metrics);
    }

    @Override
    public void state(ProjectId project, List<RunFact> facts) {
        log.append(project, facts);
        stepsDue.increment(facts.stream().filter(StepDue.class::isInstance).count());
    }

    @Override
    public void tell(RunId run, List<Line> told) {
        if (!told.isEmpty()) {
            afterCommit(() -> told.forEach(line -> lines.line(run, null, line.level(), line.text())));
        }
    }

    @Override
    public void end(RunId run) {
        afterCommit(() -> lines.end(run));
    }

    @Override
    public void ignored(RunFact fact, Ignored why) {
        LOG.debug("Run {}: ignored {}, {}", fact.run(), fact.getClass().getSimpleName(), why);
        metrics.counter("faultline.run.inputs.ignored", "reason", why.name().toLowerCase(Locale.ROOT)).increment();
        String what = fact.getClass().getSimpleName();
        switch (why) {
            case UNEXPECTED -> line(fact, Level.WARN, "ignored %s: no such move can be made now".formatted(what));
            case LATE -> line(fact, Level.INFO, "ignored %s: it came too late".formatted(what));
            case DUPLICATE, SETTLED, UNKNOWN_RUN -> {
            }
        }
    }

    private void line(RunFact fact, Level level, String text) {
        afterCommit(() -> lines.line(fact.run(), step(fact), level, text));
    }

    private static @Nullable StepId step(RunFact fact) {
        return switch (fact) {
            case FaultInjected injected -> injected.step();
            case FaultReverted reverted -> reverted.step();
            case FaultFailed failed -> failed.step();
            case ProbeResult result -> result.step();
            case ActionTaken taken -> taken.step();
            default -> null;
        };
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
