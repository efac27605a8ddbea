package io.faultline.scoring.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import io.faultline.scoring.history.FaultStory;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Everything there is to say about a run, in sentences, the gravest first. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();
    private final History history;
    private final @Nullable RunSettled settled;

    private Findings(History history) {
        this.history = history;
        this.settled = history.settled();
    }

    static List<Finding> of(History history, Scorecard card) {
        Findings findings = new Findings(history);
        findings.ending();
        card.hypothesis().forEach(findings::hypothesis);
        Scoring.stages(history).forEach(probe -> findings.probe(probe, "", findings.finished()));
        card.faults().forEach(findings::fault);
        findings.actions();
        findings.notes(card);
        return findings.found.stream().sorted(Comparator.comparing(Finding::kind)).toList();
    }

    private void add(Kind kind, String sentence, Object... values) {
        found.add(new Finding(kind, sentence.formatted(values)));
    }

    private boolean finished() {
        return settled != null && settled.ending() == RunEnding.FINISHED;
    }

    private void ending() {
        if (settled == null) {
            return;
        }
        settled.openFaults().forEach(this::stuck);
        String why = settled.reason() == null ? "" : ": " + settled.reason();
        switch (settled.ending()) {
            case GATE_BROKEN -> {
                boolean broken = history.hypothesis().byName().values().stream()
                        .flatMap(story -> story.answers().values().stream())
                        .anyMatch(answer -> answer.outcome() == Outcome.BROKEN);
                add(Kind.GATE, "the hypothesis %s before the first fault: nothing was injected",
                        broken ? "did not hold" : "could not be measured");
            }
            case UNPLANNABLE -> add(Kind.FAILED, "the run could not be planned%s", why);
            case STOPPED -> add(Kind.STOPPED, "the run was stopped%s", why);
            case FINISHED -> {
            }
        }
        settled.overdue().forEach(step -> add(Kind.FAILED, "step %s was never answered", step));
    }

    private void stuck(FaultId fault) {
        FaultFailed failed = history.fault(fault).notReverted();
        if (failed == null) {
            add(Kind.STUCK, "fault %s was never reported reverted and may still be in force", fault);
        } else {
            String undo = failed.manualUndo() == null ? "" : "; revert it by hand: " + failed.manualUndo();
            add(Kind.STUCK, "fault %s could not be reverted and is still in force: %s%s", fault, failed.reason(), undo);
        }
    }

    private void hypothesis(ProbeScore probe) {
        String when = HypothesisPhase.named(probe.phase()).when();
        String about = ": probe " + probe.probe() + (probe.detail() == null ? "" : ": " + probe.detail());
        switch (probe.outcome()) {
            case BROKEN -> add(Kind.BROKEN, "the hypothesis did not hold %s%s", when, about);
            case UNMEASURABLE -> add(Kind.UNMEASURABLE, "the hypothesis could not be measured %s%s", when, about);
            case HELD -> {
            }
            case null -> {
                if (finished()) {
                    add(Kind.NEVER, "the hypothesis was not measured %s%s", when, about);
                }
            }
        }
    }

    private void probe(ProbeScore probe, String of, boolean expected) {
        String name = probe.probe() + of;
        String why = probe.detail() == null ? "" : ": " + probe.detail();
        String often = probe.evaluations() > 1
                ? " %d of %d times".formatted(probe.failures(), probe.evaluations())
                : "";
        switch (probe.outcome()) {
            case BROKEN -> add(Kind.BROKEN, "probe %s broke%s%s", name, often, why);
            case UNMEASURABLE -> add(Kind.UNMEASURABLE, "probe %s could not be measured%s", name, why);
            case HELD -> {
            }
            case null -> {
                if (expected) {
                    add(Kind.NEVER, "probe %s was never answered", name);
                }
            }
        }
    }

    private void fault(FaultScore fault) {
        fault.probes().forEach(probe -> probe(probe, " of fault " + fault.fault(), finished()));
        FaultStory story = history.fault(fault.fault());
        FaultFailed notInjected = story.notInjected();
        if (notInjected != null && !story.heldBack()) {
            add(Kind.FAILED, "fault %s could not be injected: %s", fault.fault(), notInjected.reason());
        }
        FaultFailed notReverted = story.notReverted();
        if (notReverted != null && (settled == null || !settled.openFaults().contains(fault.fault()))) {
            add(Kind.FAILED, "fault %s could not be reverted at first: %s", fault.fault(), notReverted.reason());
        }
        if (settled == null) {
            return;
        }
        switch (fault.verdict()) {
            case STOPPED -> add(Kind.STOPPED, "fault %s was stopped", fault.fault());
            case NOT_AVAILABLE -> unreached(fault);
            case PASS, FAIL, ERROR, AWAITED -> recovered(fault);
        }
    }

    private void recovered(FaultScore fault) {
        if (history.fault(fault.fault()).reverted() == RevertReason.RECOVERED) {
            add(Kind.FAILED,
                    "fault %s: its injector, helper or target went while it was in force; what was left was mended",
                    fault.fault());
        }
    }

    private void unreached(FaultScore fault) {
        if (settled != null && settled.ending() != RunEnding.GATE_BROKEN
                && settled.ending() != RunEnding.UNPLANNABLE) {
            add(Kind.NEVER, "fault %s was never reached", fault.fault());
        }
    }

    private void actions() {
        history.failedActions().values().forEach(
                action -> add(Kind.FAILED, "action %s could not be taken: %s", action.action(), action.detail()));
    }

    private void notes(Scorecard card) {
        if (card.faults().isEmpty()) {
            add(Kind.NOTE, "the experiment has no faults, so there is nothing to score");
        } else if (card.faults().stream().allMatch(fault -> fault.weight() == 0)) {
            add(Kind.NOTE, "no fault has a weight, so the score is 0");
        }
        boolean watched = !card.hypothesis().isEmpty() || !Scoring.stages(history).isEmpty()
                || card.faults().stream().anyMatch(fault -> !fault.probes().isEmpty());
        boolean certain = found.stream().allMatch(finding -> finding.kind() == Kind.NOTE);
        if (!watched) {
            add(Kind.NOTE, "no probe watched the run, so nothing could be seen to break");
        } else if (settled != null && certain) {
            add(Kind.NOTE, "everything that was watched held");
        }
    }
}
