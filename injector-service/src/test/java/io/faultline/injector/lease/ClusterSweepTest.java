package io.faultline.injector.lease;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
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
