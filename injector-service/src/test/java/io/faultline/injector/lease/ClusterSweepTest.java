package io.faultline.injector.lease;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.cluster.ClusterHand;
import io.faultline.injector.fault.cluster.ClusterMark;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterViews;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import io.faultline.injector.fault.cluster.MarkedObjects;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
class ClusterSweepTest {
    private static final Infrastructure CONNECTED = of(InfrastructureKind.CONNECTOR, "/etc/kube/config");
    private static final Infrastructure BY_AGENTS = of(InfrastructureKind.MANIFEST, null);

    @Test
    void whatOnlyAgentsReachIsSweptByThemAndNotFromHere() {
        ClusterSweep sweep = new ClusterSweep(null, null, new Journal(), Clock.systemUTC());
        assertThat(sweep.worthwhile(false)).containsExactly(null, CONNECTED);
    }

    @Test
    void theClusterThatSettingsNameIsLookedAtThoughTheJournalKnowsNothingOfIt() {
        ClusterSweep sweep = new ClusterSweep(null, null, new Journal(List.of()), Clock.systemUTC());
        assertThat(sweep.worthwhile(true)).containsExactly((Infrastructure) null);
        assertThat(sweep.worthwhile(false)).isEmpty();
        assertThat(new ClusterSweep(null, null, new Journal(), Clock.systemUTC()).worthwhile(true))
                .containsExactly(null, CONNECTED);
    }

    /** Three marks are left behind, and the first of them cannot be followed. */
    @Test
    void aMarkThatCannotBeFollowedKeepsNoOtherFromBeingMended() throws Exception {
        List<String> mended = new ArrayList<>();
        Paper paper = new Paper(List.of(left("bad"), left("stuck"), left("good")), undo -> {
            switch (undo.mark()) {
                case "bad" -> throw new NullPointerException("no uid");
                case "stuck" -> throw new NotReverted("not now");
                default -> mended.add(undo.mark());
            }
        });
        ClusterSweep.Round round = new ClusterSweep(paper, paper, new Journal(), Clock.systemUTC()).sweep(null);
        assertThat(mended).containsExactly("good");
        assertThat(round.swept()).extracting(ClusterSweep.Swept::trouble).satisfiesExactly(
                bad -> assertThat(bad).contains("no uid"), stuck -> assertThat(stuck).isEqualTo("not now"),
                good -> assertThat(good).isNull());
        assertThat(round.unseen()).containsExactly("no pods");
    }

    private static MarkedObject left(String mark) {
        return new MarkedObject("node", mark, new ClusterMark(mark, "theirs", Instant.EPOCH,
                new Uncordon(null, mark, "u", mark, false)));
    }

    /** A cluster in which that is marked. */
    private record Paper(List<MarkedObject> left, Mending mending) implements ClusterReach, Clusters {
        interface Mending {
            void mend(Uncordon undo) throws NotReverted;
        }

        @Override
        public MarkedObjects marked() {
            return _ -> new Marked(left, List.of("no pods"));
        }

        @Override
        public void revert(ClusterUndo undo) throws NotReverted {
            mending.mend((Uncordon) undo);
        }

        @Override
        public Driver<?> driver(ClusterFault fault, Infrastructure where, PodSettings pods) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusterViews views() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusterHand hand() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Marks marks() {
            throw new UnsupportedOperationException();
        }
    }

    private static Infrastructure of(InfrastructureKind kind, @Nullable String kubeconfig) {
        return new Infrastructure("prod", new InfrastructureId(new UUID(1, kind.ordinal())), kind, kubeconfig, null,
                null);
    }

    private record Journal(List<Optional<Infrastructure>> reached) implements ClusterJournal {
        Journal() {
            this(List.of(Optional.empty(), Optional.of(CONNECTED), Optional.of(BY_AGENTS)));
        }

        @Override
        public String house() {
            return "ours";
        }

        @Override
        public Set<String> held(Collection<String> marks) {
            return Set.copyOf(marks);
        }
    }
}
