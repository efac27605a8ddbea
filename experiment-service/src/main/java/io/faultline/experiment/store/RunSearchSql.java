package io.faultline.experiment.store;

import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.RunSearch;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks for runs as clients of Litmus do: by page number, and with the total. */
final class RunSearchSql {
    static final String UPDATED = "coalesce(r.ended_at, r.started_at, r.requested_at, r.seen_at)";
    private static final String FROM = """
                                       from run r left join lateral (select x.cron, x.infrastructure from workflow_revision x
                                           where x.experiment_id = r.experiment_id and x.revision <= coalesce(r.revision, 1)
                                           order by x.revision desc limit 1) w on true""";
    private static final String SELECT = """
                                         select r.id, r.project, r.seen_at, r.experiment_id, r.experiment_name, r.revision,
                                             r.requested_by, r.requested_at, r.schedule_id, r.phase, r.started_at, r.ended_at,
                                             r.verdict, r.score, r.request, r.facts, (select count(*) from run earlier
                                                 where earlier.experiment_id = r.experiment_id
                                                 and (earlier.seen_at, earlier.id) <= (r.seen_at, r.id)) as sequence""";

    private RunSearchSql() {}

    static FoundRuns found(JdbcTemplate jdbc, RunSearch search) {
        Where where = where(search);
        Paging paging = search.paging();
        String direction = paging.ascending() ? "asc" : "desc";
        String order = " order by %s %s, r.id %s limit ? offset ?"
                .formatted(paging.byName() ? "r.experiment_name" : "r.seen_at", direction, direction);
        Integer total = jdbc.queryForObject("select count(*) " + FROM + where.sql(), Integer.class, where.values());
        List<FoundRuns.Numbered> page = jdbc.query(SELECT + " " + FROM + where.sql() + order,
                (row, number) -> new FoundRuns.Numbered(RunRows.record(row, number), row.getInt("sequence")),
                where.values(paging.limit(), paging.offset()));
        return new FoundRuns(total == null ? 0 : total, page);
    }

    private static Where where(RunSearch search) {
        Where where = new Where("r.project = ? and not r.hidden", search.project().value())
                .anyOf("r.id", search.runs(), RunId::value)
                .anyOf("r.experiment_id", search.experiments(), ExperimentId::value)
                .and("position(? in r.experiment_name) > 0", search.name())
                .anyOf("coalesce(w.infrastructure, '')", search.infrastructures())
                .in("r.phase", "r.facts", search.phases())
                .and(UPDATED + " >= ?", Columns.time(search.from()))
                .and(UPDATED + " <= ?", Columns.time(search.until()));
        return search.cron() == null ? where : where.and("(coalesce(w.cron, '') <> '') = ?", search.cron());
    }
}
