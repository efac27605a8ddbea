package io.faultline.scoring.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;

/** All answers of one probe, by phase. */
public record ProbeStory(Map<MeasurePhase, Answer> answers) {
    public static final ProbeStory NONE = new ProbeStory(Map.of());

    public ProbeStory {
        answers = Map.copyOf(answers);
    }

    /** The answers, earliest phase first. */
    public List<Answer> inOrder() {
        return answers.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    /** What was told in these phases. */
    public ProbeStory only(Set<MeasurePhase> phases) {
        Map<MeasurePhase, Answer> some = new EnumMap<>(MeasurePhase.class);
        some.putAll(answers);
        some.keySet().retainAll(phases);
        return new ProbeStory(some);
    }

    /** Whether a failure of it was to end the run. */
    public boolean stopsRun() {
        return answers.values().stream().anyMatch(answer -> answer.outcome() == Outcome.BROKEN && answer.stopsRun());
    }

    ProbeStory and(ProbeResult fact) {
        Map<MeasurePhase, Answer> more = new EnumMap<>(MeasurePhase.class);
        more.putAll(answers);
        more.merge(fact.phase(), Answer.by(fact), Answer::worse);
        return new ProbeStory(more);
    }
}
