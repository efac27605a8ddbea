package io.faultline.experiment.graphql;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.workflow.Usage;
import io.faultline.experiment.workflow.Workflows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How much is done with the house, as Litmus 2.x counts it: one project, one user, and what was in some time. */
@Component
record UsageOperations(ProjectId house, Infras infras, Workflows workflows, InstantSource clock)
        implements
            Operations {
    record Wanted(Listing.@Nullable Pagination pagination, Times.DateRange dateRange,
            @Nullable String searchProject) {}

    record WorkflowStat(int schedules, int runs, int expRuns) {}

    record AgentStat(int ns, int cluster, int total, int active) {
        static AgentStat of(List<InfraView> all) {
            int bound = count(all.stream().filter(each -> each.infraScope().equals("namespace")).count());
            return new AgentStat(bound, all.size() - bound, all.size(),
                    count(all.stream().filter(InfraView::isActive).count()));
        }

        private static int count(long many) {
            return Math.toIntExact(many);
        }
    }

    record ProjectData(WorkflowStat workflows, AgentStat agents, String projectID) {}

    record TotalCount(int projects, int users, AgentStat agents, WorkflowStat workflows) {}

    record Data(List<ProjectData> projects, int totalEntries, TotalCount totalCount) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getUsageData", this::usage);
    }

    private Data usage(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Instant until = Objects.requireNonNullElse(wanted.dateRange().until(), clock.instant());
        Usage usage = workflows.usage(house, wanted.dateRange().from(), until);
        WorkflowStat done = new WorkflowStat(usage.experiments(), usage.runs(), usage.faults());
        AgentStat agents = AgentStat.of(infras.views(house.value()));
        List<ProjectData> found = Listing.holds(house.value(), wanted.searchProject())
                ? List.of(new ProjectData(done, agents, house.value()))
                : List.of();
        return new Data(Listing.page(found, wanted.pagination()), found.size(),
                new TotalCount(1, 1, agents, done));
    }
}
