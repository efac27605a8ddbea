package io.faultline.experiment.graphql;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.workflow.FoundRuns.Numbered;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.PhaseFilter;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflows;
import org.jspecify.annotations.Nullable;

/** Which runs have gone on since they were looked at last. */
final class RunWatch {
    /** By so much what is told of a run may come after the time it is told of. */
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Paging ALL = new Paging(0, 500, false, false);

    private final ProjectId house;
    private final Workflows workflows;
    private final InstantSource clock;
    private Map<RunId, Integer> known = Map.of();
    private boolean begun;

    RunWatch(ProjectId house, Workflows workflows, InstantSource clock) {
        this.house = house;
        this.workflows = workflows;
        this.clock = clock;
    }

    /** Those of which there is something new; none of them at first. */
    List<Numbered> news() {
        Map<RunId, Numbered> seen = new LinkedHashMap<>();
        take(seen, runs(null, null, clock.instant().minus(LATE)));
        if (begun) {
            take(seen, runs(known.keySet().stream().filter(run -> !seen.containsKey(run)).toList(), null, null));
        } else {
            take(seen, runs(null, Phases.NOT_OVER, null));
        }
        List<Numbered> news = !begun
                ? List.of()
                : seen.values().stream().filter(run -> !Integer.valueOf(told(run)).equals(known.get(id(run))))
                        .toList();
        Map<RunId, Integer> now = new LinkedHashMap<>();
        seen.values().stream().filter(run -> !run.run().summary().phase().terminal() || isFresh(run))
                .forEach(run -> now.put(id(run), told(run)));
        known = now;
        begun = true;
        return news;
    }

    private List<Numbered> runs(@Nullable List<RunId> ids, @Nullable PhaseFilter phases, @Nullable Instant from) {
        return ids != null && ids.isEmpty()
                ? List.of()
                : workflows.runs(new RunSearch(house, ids, null, null, null, null, phases, from, null, ALL)).page();
    }

    private static void take(Map<RunId, Numbered> into, List<Numbered> runs) {
        runs.forEach(run -> into.put(id(run), run));
    }

    /** Whether the search by time may find it again. */
    private boolean isFresh(Numbered run) {
        Instant at = RunOperations.updated(run.run().summary());
        return at != null && at.isAfter(clock.instant().minus(LATE.multipliedBy(2)));
    }

    private static RunId id(Numbered run) {
        return run.run().summary().run();
    }

    private static int told(Numbered run) {
        return run.run().facts().hashCode() * 31 + run.run().summary().phase().ordinal();
    }
}
