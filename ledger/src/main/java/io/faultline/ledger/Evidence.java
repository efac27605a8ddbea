package io.faultline.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of what happened, collected bit by bit; what is not known is not checked. Facts are added in the
 * order of the topic: each partition's in the order of its offsets.
 */
public final class Evidence {
    final Instant takenAt;
    final Limits limits;
    final List<Stated> facts = new ArrayList<>();
    final Map<RunId, Instant> accepted = new HashMap<>();
    final List<Absence> absences = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<Comparison> comparisons = new ArrayList<>();
    final LineRules lines = new LineRules();
    final List<Loss> losses = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final Set<String> canaries = new HashSet<>();
    final List<Violation> found = new ArrayList<>();
    boolean deathsUnknown;
    @Nullable
    Judge judge;

    private Evidence(Instant takenAt, Limits limits) {
        this.takenAt = takenAt;
        this.limits = limits;
    }

    /** Taken at this moment: what need not be over by then may be open. */
    public static Evidence takenAt(Instant moment, Limits limits) {
        return new Evidence(moment, limits);
    }

    /** Taken when everything has come to its end: every run is over, every fault reverted. */
    public static Evidence ofTheEnd(Limits limits) {
        return new Evidence(Instant.MAX, limits);
    }

    public Evidence fact(Stated fact) {
        facts.add(fact);
        return this;
    }

    public Evidence facts(Collection<Stated> more) {
        facts.addAll(more);
        return this;
    }

    /** A request for this run was answered with 2xx. */
    public Evidence accepted(RunId run, Instant at) {
        accepted.put(run, at);
        return this;
    }

    /** Nobody knows when owners died: how soon was mended what was found in the journal cannot be judged. */
    public Evidence deathsUnknown() {
        deathsUnknown = true;
        return this;
    }

    public Evidence absence(Absence absence) {
        absences.add(absence);
        return this;
    }

    public Evidence effect(Effect effect) {
        effects.add(effect);
        return this;
    }

    public Evidence comparison(Comparison comparison) {
        comparisons.add(comparison);
        return this;
    }

    public Evidence line(RunLogRecord line) {
        lines.hear(line);
        return this;
    }

    public Evidence loss(Loss loss) {
        losses.add(loss);
        return this;
    }

    public Evidence answer(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** Has every score recomputed. */
    public Evidence judgedBy(Judge scoring) {
        judge = scoring;
        return this;
    }

    /** Secrets that must be told nowhere: in none of the texts shown from here on. */
    public Evidence canaries(Collection<String> secrets) {
        canaries.addAll(secrets);
        return this;
    }

    /** Anything told anywhere: a record's bytes, a service's log, the body of an error. Looked at now, not kept. */
    public Evidence text(String where, @Nullable RunId run, String text) {
        if (canaries.stream().anyMatch(text::contains)) {
            found.add(new Violation(Invariant.I10, run, "a secret is told", where));
        }
        return this;
    }
}
