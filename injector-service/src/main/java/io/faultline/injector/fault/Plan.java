package io.faultline.injector.fault;

import java.util.List;

import io.faultline.contracts.run.HitTarget;

/**
 * What a fault would hit if it were injected now.
 *
 * @param matched how many targets the selector matches
 * @param hits those of them chosen, each with its undo
 */
public record Plan<U extends Undo>(int matched, List<Hit<U>> hits) {
    public Plan {
        hits = List.copyOf(hits);
    }

    public static <U extends Undo> Plan<U> of(Hit<U> only) {
        return new Plan<>(1, List.of(only));
    }

    public List<HitTarget> targets() {
        return hits.stream().map(Hit::target).toList();
    }

    public List<Undo> undos() {
        return hits.stream().<Undo>map(Hit::undo).toList();
    }

    /** Whether it would leave any effect behind that is worth a journal entry. */
    public boolean isHarmless() {
        return hits.stream().allMatch(hit -> hit.undo() instanceof Undo.Nothing);
    }
}
