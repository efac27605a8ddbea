package io.faultline.scoring.score;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.FaultFailed.Failed;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.StopCause;
import io.faultline.scoring.history.History;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static io.faultline.scoring.score.RunStory.RUN;
import static org.assertj.core.api.Assertions.assertThat;

/** Runs made up at random, also such as no scheduler would let happen. */
class FoldTest {
    private static final Outcome[] OUTCOMES = Outcome.values();

    @Property(tries = 300)
    void scoresBetweenNothingAndAHundred(@ForAll long seed) {
        Judgement judgement = Judge.judge(RUN, RunStory.fold(facts(new Random(seed))));
        BigDecimal given = judgement.scorecard().faults().stream().map(fault -> fault.contributed())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(judgement.scorecard().score().percent()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
        assertThat(given).isLessThanOrEqualTo(judgement.scorecard().score().percent());
    }

    @Property(tries = 300)
    void isDeafToRepetition(@ForAll long seed) {
        Random random = new Random(seed);
        List<RunFact> facts = facts(random);
        List<RunFact> repeated = new ArrayList<>();
        for (RunFact fact : facts) {
            repeated.add(fact);
            if (random.nextBoolean()) {
                repeated.add(repeated.get(random.nextInt(repeated.size())));
            }
        }
        assertThat(Judge.judge(RUN, RunStory.fold(repeated))).isEqualTo(Judge.judge(RUN, RunStory.fold(facts)));
    }

    @Property(tries = 300)
    void doesNotCareWhichProbeOfAPhaseAnswersFirst(@ForAll long seed) {
        List<RunFact> facts = facts(new Random(seed));
        int first = indexOfFirstAnswer(facts);
        List<RunFact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled.subList(first, facts.size() - 1), new Random(seed));
        assertThat(Judge.judge(RUN, RunStory.fold(shuffled))).isEqualTo(Judge.judge(RUN, RunStory.fold(facts)));
    }

    @Property(tries = 100)
    void foldsOneByOneAsItFoldsAllAtOnce(@ForAll long seed) {
        List<RunFact> facts = facts(new Random(seed));
        History kept = History.EMPTY;
        for (int i = 0; i < facts.size(); i++) {
            kept = kept.and(facts.get(i));
            assertThat(kept).isEqualTo(RunStory.fold(facts.subList(0, i + 1)));
            assertThat(Judge.judge(RUN, kept)).isEqualTo(Judge.judge(RUN, RunStory.fold(facts.subList(0, i + 1))));
        }
    }

    private static int indexOfFirstAnswer(List<RunFact> facts) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i) instanceof io.faultline.contracts.run.ProbeResult) {
                return i;
            }
        }
        return facts.size() - 1;
    }

    private static List<RunFact> facts(Random random) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            faults.add(fault("fault-" + i, random));
        }
        Experiment experiment = Experiments.of("random", faults.toArray(Fault[]::new));
        List<RunFact> facts = new ArrayList<>(List.of(Runs.requested(RUN, experiment),
                Runs.planned(RUN, experiment, List.of())));
        if (random.nextInt(4) == 0) {
            facts.add(Runs.stopping(RUN, StopCause.ABORTED));
        }
        faults.forEach(fault -> end(fault, facts, random));
        faults.forEach(fault -> answers(fault, facts, random));
        RunEnding ending = RunEnding.values()[random.nextInt(RunEnding.values().length)];
        FaultId[] open = random.nextInt(5) == 0 ? new FaultId[]{faults.getFirst().id()} : new FaultId[0];
        facts.add(Runs.settled(RUN, ending, open));
        return facts;
    }

    private static Fault fault(String name, Random random) {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            ProbeMode mode = ProbeMode.values()[random.nextInt(ProbeMode.values().length)];
            Probe probe = Probes.holding("probe-" + i, mode);
            probes.add(random.nextInt(4) == 0 ? Probes.stopping(probe) : probe);
        }
        return Faults.weighing(random.nextInt(11),
                Faults.none(name, Duration.ofSeconds(1), probes.toArray(Probe[]::new)));
    }

    private static void end(Fault fault, List<RunFact> facts, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> facts.add(Runs.failed(RUN, fault, Failed.INJECT));
            case 1 -> facts.add(Runs.failed(RUN, fault, Failed.REVERT));
            case 2 -> {
            }
            default -> {
                facts.add(Runs.injected(RUN, fault));
                RevertReason reason = RevertReason.values()[random.nextInt(RevertReason.values().length)];
                facts.add(Runs.reverted(RUN, fault, reason));
            }
        }
    }

    private static void answers(Fault fault, List<RunFact> facts, Random random) {
        for (MeasurePhase phase : List.of(MeasurePhase.PRE_FAULT, MeasurePhase.POST_FAULT)) {
            for (Probe probe : Runs.measure(phase, fault).answers()) {
                if (random.nextInt(5) > 0) {
                    Outcome outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
                    facts.add(Runs.result(RUN, Runs.measure(phase, fault), probe, outcome));
                }
            }
        }
    }
}
