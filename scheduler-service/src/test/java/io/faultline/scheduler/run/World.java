package io.faultline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.FaultFailed.Failed;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

import static io.faultline.scheduler.run.RunStory.BEGIN;
import static io.faultline.scheduler.run.RunStory.RUN;
import static io.faultline.scheduler.run.RunStory.failed;
import static io.faultline.scheduler.run.RunStory.injected;
import static io.faultline.scheduler.run.RunStory.measured;
import static io.faultline.scheduler.run.RunStory.refused;
import static io.faultline.scheduler.run.RunStory.reverted;
import static io.faultline.scheduler.run.RunStory.taken;

/**
 * Services that answer a run late, twice, wrongly or not at all, people who abort it, facts out of nowhere and ticks that
 * come late or get lost.
 */
final class World {
    /** No tick comes later than this: there is a sweep. */
    static final Duration LATEST_TICK = Duration.ofSeconds(2);

    /** @param ignored why it changed nothing, as it was answered; null of what the run stated itself */
    record Entry(Instant at, RunFact fact, boolean own, boolean ignored) {}

    private record Coming(Instant at, long order, Input input) {}

    final List<Entry> log = new ArrayList<>();
    @Nullable
    Run run;
    private final Random random;
    private final PriorityQueue<Coming> coming = new PriorityQueue<>(
            Comparator.comparing(Coming::at).thenComparing(Coming::order));
    private final double unreliability;
    private final boolean stepping;
    private Duration offset = Duration.ZERO;
    private Instant now = BEGIN;
    private long order;

    World(Random random) {
        this(random, false);
    }

    /** @param stepping whether somebody sets the clock every now and then, which is noticed within a second */
    World(Random random, boolean stepping) {
        this.random = random;
        this.stepping = stepping;
        this.unreliability = random.nextInt(3) * 0.1;
    }

    void play(Experiment experiment) {
        RunFact requested = RunStory.requested(experiment);
        tell(Duration.ZERO, requested);
        if (random.nextInt(4) == 0) {
            tell(upTo(60), random.nextBoolean() ? RunStory.aborted() : RunStory.halted());
        }
        if (random.nextInt(4) == 0) {
            tell(upTo(60), requested);
        }
        while (!coming.isEmpty() && (run == null || !run.isSettled() || random.nextBoolean())) {
            Coming next = coming.remove();
            setTheClock(next.at());
            now = next.at().plus(offset);
            take(next.input());
        }
    }

    private void setTheClock(Instant passed) {
        if (stepping && random.nextInt(10) == 0) {
            Duration by = Duration.ofMillis(random.nextInt(120_000) - 60_000L);
            offset = offset.plus(by);
            Instant noticed = passed.plus(upTo(1));
            if (by.abs().toSeconds() >= 2) {
                coming.add(new Coming(noticed, order++, new Input.ClockStepped(by)));
            }
            coming.add(new Coming(noticed, order++, new Input.Tick()));
        }
    }

    private void take(Input input) {
        Decision decision = RunRules.on(run, input, now);
        if (input instanceof Input.Told(RunFact fact)) {
            log.add(new Entry(now, fact, false, decision.ignored().isPresent()));
        }
        if (decision.ignored().isPresent()) {
            if (decision.run() != run || !decision.facts().isEmpty()) {
                throw new AssertionError("what is ignored must change nothing: " + input);
            }
            return;
        }
        run = decision.run();
        decision.facts().forEach(fact -> log.add(new Entry(now, fact, true, false)));
        decision.facts().forEach(this::answer);
        decision.nextWake().ifPresent(wake -> {
            Instant later = wake.minus(offset).plusMillis(random.nextInt((int) LATEST_TICK.toMillis()));
            coming.add(new Coming(later, order++, new Input.Tick()));
        });
    }

    private void answer(RunFact fact) {
        switch (fact) {
            case RunPlanned planned -> noise(planned);
            case StepDue due -> answer(due.step());
            case RunStopping _ -> mendAll();
            default -> {
            }
        }
    }

    private void answer(Step step) {
        switch (step) {
            case Step.Measure measure -> measure.answers()
                    .forEach(probe -> tell(upTo(8), result(measure.id().value(), probe)));
            case Step.Act act -> tell(upTo(12), taken(act.id().value()));
            case Step.Inject inject -> inject(inject);
            case Step.Pause _ -> throw new AssertionError("a pause is never sent");
        }
    }

    private void inject(Step.Inject inject) {
        String fault = inject.fault().name();
        switch (random.nextInt(12)) {
            case 0 -> tell(upTo(3), failed(fault, Failed.INJECT));
            case 1 -> {
                tell(upTo(3), injected(fault));
                tell(inject.fault().duration().plus(upTo(3)), failed(fault, Failed.REVERT));
                tell(inject.fault().duration().plus(upTo(40)), reverted(fault));
            }
            case 2 -> {
                tell(upTo(3), injected(fault));
                tell(upTo(12), reverted(fault, any(RevertReason.values())));
            }
            case 3 -> tell(upTo(3), refused(fault, any(Refusal.values())));
            default -> {
                tell(upTo(3), injected(fault));
                tell(inject.fault().duration().plus(upTo(3)), reverted(fault));
            }
        }
    }

    private void mendAll() {
        log.stream().filter(Entry::own).map(Entry::fact).filter(StepDue.class::isInstance).map(StepDue.class::cast)
                .filter(due -> due.step() instanceof Step.Inject)
                .forEach(due -> tell(upTo(5), reverted(((Step.Inject) due.step()).fault().name())));
    }

    /** Facts nobody asked for. */
    private void noise(RunPlanned planned) {
        planned.experiment().spec().stopConditions().stream().filter(_ -> random.nextInt(8) == 0)
                .forEach(probe -> tell(upTo(60), measured("stop-conditions", probe.name(),
                        random.nextBoolean() ? Outcome.BROKEN : Outcome.UNMEASURABLE, true)));
        for (PlannedStep step : planned.steps()) {
            if (random.nextInt(20) == 0) {
                String name = step.id().value();
                tell(upTo(60), switch (random.nextInt(5)) {
                    case 0 -> taken(name);
                    case 1 -> measured(name, "nobody", Outcome.BROKEN);
                    case 2 -> injected(name.substring(name.indexOf(':') + 1));
                    case 3 -> failed(name.substring(name.indexOf(':') + 1), Failed.INJECT);
                    default -> taken("nowhere");
                });
            }
        }
    }

    private ProbeResult result(String step, Probe probe) {
        Outcome outcome = random.nextInt(8) > 0 ? Outcome.HELD : Outcome.values()[random.nextInt(3)];
        return measured(step, probe.name(), outcome, outcome != Outcome.HELD && random.nextInt(3) == 0);
    }

    private void tell(Duration delay, RunFact fact) {
        if (fact.run() != RUN || random.nextDouble() < unreliability && !log.isEmpty()) {
            return;
        }
        for (int times = random.nextDouble() < unreliability ? 2 : 1; times > 0; times--) {
            Duration lateness = random.nextDouble() < unreliability ? upTo(60) : Duration.ZERO;
            coming.add(new Coming(now.minus(offset).plus(delay).plus(lateness), order++, new Input.Told(fact)));
        }
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Duration upTo(int seconds) {
        return Duration.ofMillis(random.nextInt(seconds * 1000));
    }
}
