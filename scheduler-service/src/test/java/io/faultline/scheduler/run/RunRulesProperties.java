package io.faultline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.scheduler.run.World.Entry;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every run, whatever becomes of the answers to it. */
class RunRulesProperties {
    private static final int TRIES = 2000;

    private static World play(long seed) {
        Random random = new Random(seed);
        World world = new World(random);
        world.play(new AnyExperiment(random).next());
        return world;
    }

    private static <T extends RunFact> List<T> own(World world, Class<T> type) {
        return world.log.stream().filter(Entry::own).map(Entry::fact).filter(type::isInstance).map(type::cast).toList();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void settlesExactlyOnceInTimeAndSaysNothingMore(@ForAll long seed) {
        World world = play(seed);
        assertThat(own(world, RunSettled.class)).hasSize(1);
        List<Entry> stated = world.log.stream().filter(Entry::own).toList();
        assertThat(stated.getLast().fact()).isInstanceOf(RunSettled.class);
        own(world, RunPlanned.class).forEach(planned -> {
            List<PlannedStep> rollbacks = planned.steps().stream().filter(step -> step.part() == RunPart.ROLLBACK)
                    .toList();
            Duration toRollBack = rollbacks.stream().map(PlannedStep::budget).reduce(Duration.ZERO, Duration::plus);
            Duration toWake = World.LATEST_TICK.multipliedBy(rollbacks.size() + 2L);
            assertThat(stated.getLast().at())
                    .isBefore(planned.deadline().plus(RunRules.GRACE).plus(toRollBack).plus(toWake));
        });
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void reportsExactlyTheFaultsNobodySaidWereGone(@ForAll long seed) {
        World world = play(seed);
        Set<FaultId> open = new HashSet<>();
        for (Entry entry : world.log) {
            switch (entry.fact()) {
                case StepDue due when due.step() instanceof Step.Inject inject -> open.add(inject.fault().id());
                case FaultReverted reverted when !entry.ignored() -> open.remove(reverted.fault());
                case FaultFailed failed when !entry.ignored() && failed.failed() == FaultFailed.Failed.INJECT ->
                    open.remove(failed.fault());
                default -> {
                }
            }
        }
        assertThat(own(world, RunSettled.class).getFirst().openFaults()).containsExactlyInAnyOrderElementsOf(open);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void makesNoStepDueTwiceNorAnyThatDisturbsOnceItMustNot(@ForAll long seed) {
        World world = play(seed);
        Set<StepId> due = new HashSet<>();
        boolean harmless = false;
        for (Entry entry : world.log) {
            switch (entry.fact()) {
                case StepDue step -> {
                    assertThat(due.add(step.step().id())).isTrue();
                    assertThat(harmless && !step.step().id().value().startsWith("rollback:")).isFalse();
                }
                case RunStopping _ -> harmless = true;
                case ProbeResult result when !entry.ignored() && result.outcome() != Outcome.HELD
                        && result.step().value().equals("hypothesis:before") ->
                    harmless = true;
                default -> {
                }
            }
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void makesAStepDueOnlyWhenAllBeforeItIsOver(@ForAll long seed) {
        World world = play(seed);
        for (RunPlanned planned : own(world, RunPlanned.class)) {
            Map<StepId, PlannedStep> plan = new HashMap<>();
            planned.steps().forEach(step -> plan.put(step.id(), step));
            for (int i = 0; i < world.log.size(); i++) {
                if (world.log.get(i).fact() instanceof StepDue due && part(plan, due) != RunPart.ROLLBACK) {
                    Oracle oracle = new Oracle(plan, world.log.subList(0, i), planned.at());
                    assertThat(Objects.requireNonNull(plan.get(due.step().id())).after())
                            .allSatisfy(id -> assertThat(oracle.over(id)).isPresent()
                                    .hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(due.at())));
                }
            }
        }
    }

    private static RunPart part(Map<StepId, PlannedStep> plan, StepDue due) {
        return Objects.requireNonNull(plan.get(due.step().id())).part();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void isRebuiltFromItsOwnLog(@ForAll long seed) {
        World world = play(seed);
        Run rebuilt = null;
        for (Entry entry : world.log) {
            Decision decision = RunRules.on(rebuilt, new Input.Told(entry.fact()), entry.at());
            rebuilt = decision.run();
        }
        assertThat(rebuilt).isEqualTo(world.run);
    }

    /** A1.7: however the clock is set, the run ends, once, and nothing is done twice. */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void endsOnceHoweverTheClockIsSet(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(random, true);
        world.play(new AnyExperiment(random).next());
        assertThat(own(world, RunSettled.class)).hasSize(1);
        List<StepId> due = own(world, StepDue.class).stream().map(step -> step.step().id()).toList();
        assertThat(due).doesNotHaveDuplicates();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void finishesOnlyWhatWasAnsweredAsAWhole(@ForAll long seed) {
        World world = play(seed);
        RunSettled settled = own(world, RunSettled.class).getFirst();
        if (settled.ending() == RunEnding.FINISHED) {
            assertThat(own(world, RunStopping.class)).isEmpty();
            assertThat(settled.overdue()).allMatch(step -> step.value().startsWith("rollback:"));
        } else {
            assertThat(own(world, RunStopping.class)).hasSize(settled.ending() == RunEnding.STOPPED ? 1 : 0);
        }
    }

    /** When a step was over, by what was heard and the plan alone. */
    private record Oracle(Map<StepId, PlannedStep> plan, List<Entry> log, Instant begin) {
        Optional<Instant> over(StepId id) {
            PlannedStep step = Objects.requireNonNull(plan.get(id));
            if (isSkipped(id)) {
                return latest(step.after());
            }
            return switch (step.step()) {
                case Step.Pause pause -> latest(step.after()).map(at -> at.plus(pause.duration()));
                case Step.Measure measure when measure.answers().isEmpty() -> at(fact -> isDue(fact, id));
                case Step.Measure measure -> measure.answers().stream().map(probe -> answered(id, probe))
                        .reduce(Optional.of(begin), Oracle::later);
                case Step.Act _ -> at(fact -> fact instanceof ActionTaken taken && taken.step().equals(id));
                case Step.Inject _ -> at(fact -> fact instanceof FaultReverted reverted && reverted.step().equals(id)
                        || fact instanceof FaultFailed failed && failed.step().equals(id));
            };
        }

        private boolean isSkipped(StepId id) {
            String name = id.value();
            String fault = name.substring(name.indexOf(':') + 1);
            return List.of("ramp-up:", "inject:", "ramp-down:").stream().anyMatch(name::startsWith)
                    && at(fact -> fact instanceof ProbeResult result && result.outcome() == Outcome.UNMEASURABLE
                            && result.step().value().equals("pre:" + fault)).isPresent();
        }

        private Optional<Instant> answered(StepId id, Probe probe) {
            return at(fact -> fact instanceof ProbeResult result && result.step().equals(id)
                    && result.probe().equals(probe.name()));
        }

        private static boolean isDue(RunFact fact, StepId id) {
            return fact instanceof StepDue due && due.step().id().equals(id);
        }

        private Optional<Instant> latest(List<StepId> ids) {
            return ids.stream().map(this::over).reduce(Optional.of(begin), Oracle::later);
        }

        private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
            return one.flatMap(first -> other.map(second -> first.isAfter(second) ? first : second));
        }

        private Optional<Instant> at(Predicate<RunFact> fits) {
            return log.stream().filter(entry -> !entry.ignored() && fits.test(entry.fact())).map(Entry::at)
                    .findFirst();
        }
    }
}
