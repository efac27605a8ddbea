package io.faultline.experiment.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));
    private final InMemory experiments = new InMemory();
    private final Catalogue catalogue = new Catalogue(new ProjectId("default"), experiments,
            new Ids(CLOCK, new Random(1)), CLOCK);

    @Test
    void keepingTheSameTwiceIsOneRevision() {
        KeptExperiment first = kept(catalogue.keep(named("a", "one")));
        assertThat(kept(catalogue.keep(named("a", "one")))).isEqualTo(first);
        KeptExperiment second = kept(catalogue.keep(named("a", "two")));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.revision()).isEqualTo(2);
    }

    @Test
    void keepingGoesOnWhenSomeoneElseWasFaster() {
        kept(catalogue.keep(named("a", "one")));
        experiments.beforeRevising = () -> {
            experiments.beforeRevising = () -> {};
            kept(catalogue.keep(named("a", "theirs")));
        };
        KeptExperiment mine = kept(catalogue.keep(named("a", "mine")));
        assertThat(mine.revision()).isEqualTo(3);
        assertThat(mine.experiment()).isEqualTo(named("a", "mine"));
    }

    @Test
    void anUpdateOfAnOlderRevisionIsRefused() {
        KeptExperiment kept = kept(catalogue.create(named("a", "one")));
        kept(catalogue.update(kept.id(), 1, named("a", "two")));
        assertThat(catalogue.update(kept.id(), 1, named("a", "three"))).isEqualTo(new Keeping.Changed(2));
        assertThat(catalogue.forget(kept.id(), 1)).isEqualTo(new Keeping.Changed(2));
    }

    @Test
    void aNameBelongsToOneLivingExperiment() {
        KeptExperiment kept = kept(catalogue.create(named("a", "one")));
        KeptExperiment other = kept(catalogue.create(named("b", "one")));
        assertThat(catalogue.create(named("a", "two"))).isEqualTo(new Keeping.NameTaken("a"));
        assertThat(catalogue.update(other.id(), 1, named("a", "one"))).isEqualTo(new Keeping.NameTaken("a"));
        kept(catalogue.forget(kept.id(), null));
        assertThat(kept(catalogue.update(other.id(), 1, named("a", "one"))).revision()).isEqualTo(2);
        assertThat(catalogue.update(kept.id(), null, named("c", "one"))).isEqualTo(new Keeping.Missing());
    }

    private static KeptExperiment kept(Keeping keeping) {
        assertThat(keeping).isInstanceOf(Keeping.Kept.class);
        return ((Keeping.Kept) keeping).experiment();
    }

    private static Experiment named(String name, String description) {
        return Experiment.of(new Metadata(name, description, List.of()),
                io.faultline.testkit.Experiments.any().spec());
    }

    /** The current revisions, by id. */
    private static final class InMemory implements Experiments {
        private final Map<ExperimentId, KeptExperiment> living = new HashMap<>();
        private Runnable beforeRevising = () -> {};

        @Override
        public Optional<KeptExperiment> find(ProjectId project, ExperimentId id) {
            return Optional.ofNullable(living.get(id));
        }

        @Override
        public Optional<KeptExperiment> revision(ProjectId project, ExperimentId id, int revision) {
            return find(project, id).filter(kept -> kept.revision() == revision);
        }

        @Override
        public Optional<KeptExperiment> named(ProjectId project, String name) {
            return living.values().stream().filter(kept -> kept.name().equals(name)).findFirst();
        }

        @Override
        public List<KeptExperiment> list(ExperimentQuery query) {
            return new ArrayList<>(living.values());
        }

        @Override
        public boolean add(KeptExperiment added) {
            boolean free = named(added.project(), added.name()).isEmpty();
            if (free) {
                living.put(added.id(), added);
            }
            return free;
        }

        @Override
        public boolean revise(KeptExperiment next) {
            beforeRevising.run();
            KeptExperiment current = living.get(next.id());
            boolean follows = current != null && next.revision() == current.revision() + 1;
            if (follows) {
                living.put(next.id(), next);
            }
            return follows;
        }

        @Override
        public boolean forget(KeptExperiment kept, Instant now) {
            return living.remove(kept.id(), kept);
        }
    }
}
