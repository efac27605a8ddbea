package io.faultline.experiment.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.history.ListedRun;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.history.RunSummary;
import io.faultline.experiment.listing.Cursor;

/** Reads rows of runs. */
final class RunRows {
    private static final FactCodec CODEC = new FactCodec();

    private RunRows() {}

    static ListedRun listed(ResultSet row, int number) throws SQLException {
        return new ListedRun(summary(row), place(row));
    }

    static RunRecord record(ResultSet row, int number) throws SQLException {
        String request = row.getString("request");
        Experiment experiment = request == null ? null : Wire.mapper().readValue(request, Experiment.class);
        return new RunRecord(summary(row), place(row), experiment, facts(row.getString("facts")));
    }

    private static Cursor place(ResultSet row) throws SQLException {
        return new Cursor(Columns.givenInstant(row, "seen_at"), row.getObject("id", UUID.class));
    }

    private static RunSummary summary(ResultSet row) throws SQLException {
        UUID experiment = row.getObject("experiment_id", UUID.class);
        UUID schedule = row.getObject("schedule_id", UUID.class);
        String verdict = row.getString("verdict");
        BigDecimal score = row.getBigDecimal("score");
        return new RunSummary(new RunId(row.getObject("id", UUID.class)), new ProjectId(row.getString("project")),
                experiment == null ? null : new ExperimentId(experiment), row.getString("experiment_name"),
                row.getObject("revision", Integer.class), RunPhase.valueOf(row.getString("phase")),
                verdict == null ? null : Verdict.valueOf(verdict), score == null ? null : new ResilienceScore(score),
                row.getString("requested_by"), Columns.instant(row, "requested_at"),
                Columns.instant(row, "started_at"), Columns.instant(row, "ended_at"),
                schedule == null ? null : new ScheduleId(schedule));
    }

    /** Facts lie under their wire names; what a newer version wrote is skipped. */
    private static List<RunFact> facts(String json) {
        List<RunFact> facts = new ArrayList<>();
        Wire.mapper().readTree(json).forEachEntry((key, value) -> {
            String type = key.substring(0, key.indexOf('/'));
            if (CODEC.decode(type,
                    Wire.mapper().writeValueAsBytes(value)) instanceof FactCodec.Decoded.Known(RunFact fact)) {
                facts.add(fact);
            }
        });
        return facts;
    }
}
