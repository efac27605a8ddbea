package io.faultline.experiment.gitops;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.ids.ExperimentId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DriftRulesTest {
    private static final ExperimentId A = new ExperimentId(new UUID(1, 1));
    private static final ExperimentId B = new ExperimentId(new UUID(2, 2));
    private static final Tracked TAKEN = new Tracked("a", "f/a.yaml", "d1", "d1", A, 3, List.of());

    private static Map<String, DriftRules.Seen> files(String... namesAndDigests) {
        return Stream.iterate(0, i -> i < namesAndDigests.length, i -> i + 2).collect(Collectors.toMap(
                i -> namesAndDigests[i],
                i -> new DriftRules.Seen("f/" + namesAndDigests[i] + ".yaml", namesAndDigests[i + 1])));
    }

    private static Living living(String name, ExperimentId id, int revision) {
        return new Living(name, id, revision);
    }

    private static List<Step> steps(Map<String, DriftRules.Seen> files, List<Tracked> tracked, List<Living> living,
            boolean overwrite) {
        return DriftRules.steps(files, tracked.stream().collect(Collectors.toMap(Tracked::name, each -> each)), living,
                overwrite);
    }

    @Test
    void whatIsNewThereIsTaken() {
        assertThat(steps(files("a", "d1"), List.of(), List.of(), false)).containsExactly(new Step.Take("a", null));
    }

    @Test
    void whatWasHereBeforeIsNotOverwrittenUnasked() {
        List<Living> here = List.of(living("a", B, 1));
        assertThat(steps(files("a", "d1"), List.of(), here, false)).singleElement()
                .isInstanceOfSatisfying(Step.Leave.class, left -> assertThat(left.flaws()).hasSize(1));
        assertThat(steps(files("a", "d1"), List.of(), here, true)).containsExactly(new Step.Take("a", B));
    }

    @Test
    void aChangeThereIsTakenWhateverWasChangedHere() {
        assertThat(steps(files("a", "d2"), List.of(TAKEN), List.of(living("a", A, 3)), false))
                .containsExactly(new Step.Take("a", A));
        assertThat(steps(files("a", "d2"), List.of(TAKEN), List.of(living("a", A, 9)), false))
                .containsExactly(new Step.Take("a", A));
    }

    @Test
    void aChangeHereStaysUntilItIsOverwritten() {
        List<Living> here = List.of(living("a", A, 4));
        assertThat(steps(files("a", "d1"), List.of(TAKEN), here, false))
                .containsExactly(new Step.Leave("a", List.of()));
        assertThat(steps(files("a", "d1"), List.of(TAKEN), here, true)).containsExactly(new Step.Take("a", A));
    }

    @Test
    void whatWasForgottenHereComesBackWithItsNextChangeThere() {
        assertThat(steps(files("a", "d1"), List.of(TAKEN), List.of(), false))
                .containsExactly(new Step.Leave("a", List.of()));
        assertThat(steps(files("a", "d2"), List.of(TAKEN), List.of(), false))
                .containsExactly(new Step.Take("a", null));
        assertThat(steps(files("a", "d1"), List.of(TAKEN), List.of(), true))
                .containsExactly(new Step.Take("a", null));
    }

    @Test
    void whatIsDeletedThereIsForgottenHereButNothingElseIs() {
        assertThat(steps(files(), List.of(TAKEN), List.of(living("a", A, 3), living("b", B, 1)), false))
                .containsExactly(new Step.Forget("a", A));
        assertThat(steps(files(), List.of(TAKEN), List.of(living("a", B, 1)), false))
                .containsExactly(new Step.Drop("a"));
    }

    @Test
    void thatAllAreGoneAtOnceIsTakenForAMistake() {
        Tracked other = new Tracked("b", "f/b.yaml", "d", "d", B, 1, List.of());
        assertThat(DriftRules.isEmptied(files(), Map.of("a", TAKEN, "b", other))).isTrue();
        assertThat(DriftRules.isEmptied(files(), Map.of("a", TAKEN))).isFalse();
        assertThat(DriftRules.isEmptied(files("c", "d"), Map.of("a", TAKEN, "b", other))).isFalse();
    }

    @Test
    void showsHowEverythingStands() {
        Tracked invalid = new Tracked("b", "f/b.yaml", "d2", "d1", B, 1, List.of(Flaw.whole("no")));
        Tracked never = new Tracked("c", "f/c.yaml", "d", null, null, null, List.of(Flaw.whole("no")));
        Tracked namesake = new Tracked("e", "f/e.yaml", "d", null, null, null, List.of(Flaw.whole("taken")));
        List<Living> here = List.of(living("a", A, 3), living("b", B, 1),
                living("d", new ExperimentId(new UUID(4, 4)), 1), living("e", new ExperimentId(new UUID(5, 5)), 1));
        assertThat(DriftRules.drift(List.of(TAKEN, invalid, never, namesake), here))
                .extracting(each -> each.name() + " " + each.state()).containsExactly("a SAME", "b DIFFERENT",
                        "c ONLY_THERE", "d ONLY_HERE", "e DIFFERENT");
        assertThat(DriftRules.drift(List.of(TAKEN), List.of(living("a", A, 4))))
                .extracting(Drift::state).containsExactly(Drift.State.CHANGED_HERE);
        assertThat(DriftRules.drift(List.of(TAKEN), List.of())).extracting(Drift::state)
                .containsExactly(Drift.State.ONLY_THERE);
    }
}
