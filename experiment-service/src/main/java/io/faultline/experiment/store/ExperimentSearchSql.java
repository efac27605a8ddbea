package io.faultline.experiment.store;

import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.workflow.ExperimentSearch;
import io.faultline.experiment.workflow.FoundExperiments;
import io.faultline.experiment.workflow.Paging;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks for experiments as clients of Litmus do: by page number, and with the total. */
final class ExperimentSearchSql {
    private static final String FROM = """
                                       from experiment e join experiment_revision v on v.experiment_id = e.id and v.revision = e.revision
                                       left join lateral (select x.cron, x.infrastructure from workflow_revision x
                                           where x.experiment_id = e.id and x.revision <= e.revision
                                           order by x.revision desc limit 1) w on true""";

    private ExperimentSearchSql() {}

    static FoundExperiments found(JdbcTemplate jdbc, ExperimentSearch search) {
        Where where = where(search);
        Paging paging = search.paging();
        String direction = paging.ascending() ? "asc" : "desc";
        String order = " order by %s %s, e.id %s limit ? offset ?".formatted(
                paging.byName() ? "e.name" : "e.created_at",
                direction, direction);
        Integer total = jdbc.queryForObject("select count(*) " + FROM + where.sql(), Integer.class, where.values());
        List<KeptExperiment> page = jdbc.query(
                "select e.id, e.project, v.revision, v.content, e.created_at, v.created_at as updated_at" + " " + FROM
                        + where.sql() + order,
                JdbcExperiments::kept, where.values(paging.limit(), paging.offset()));
        return new FoundExperiments(total == null ? 0 : total, page);
    }

    private static Where where(ExperimentSearch search) {
        Where where = new Where("e.project = ? and e.deleted_at is null", search.project().value())
                .anyOf("e.id", search.experiments(), ExperimentId::value)
                .and("position(? in e.name) > 0", search.name())
                .anyOf("coalesce(w.infrastructure, '')", search.infrastructures())
                .in(latest("phase"), latest("facts"), search.phases())
                .and("v.created_at >= ?", Columns.time(search.from()))
                .and("v.created_at <= ?", Columns.time(search.until()));
        return search.cron() == null ? where : where.and("(coalesce(w.cron, '') <> '') = ?", search.cron());
    }

    /** Of an experiment's latest run. */
    private static String latest(String column) {
        return """
               (select l.%s from run l where l.experiment_id = e.id and not l.hidden
               order by l.seen_at desc, l.id desc limit 1)""".formatted(column);
    }
}
