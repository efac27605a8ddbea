package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.request.Answer;
import io.faultline.experiment.request.Answers;
import org.springframework.jdbc.core.JdbcTemplate;

/** Remembered answers in Postgres; whoever comes second with a key while the first is being answered is told so. */
record JdbcAnswers(JdbcTemplate jdbc) implements Answers {
    @Override
    public Claim claim(ProjectId project, String key, byte[] request, Instant now) {
        boolean alone = Boolean.TRUE.equals(jdbc.queryForObject(
                "select pg_try_advisory_xact_lock(hashtextextended(?, 0))", Boolean.class, project + "/" + key));
        return alone ? claimAlone(project, key, request, now) : new Claim.InFlight();
    }

    private Claim claimAlone(ProjectId project, String key, byte[] request, Instant now) {
        int claimed = jdbc.update(
                """
                insert into remembered_answer as known (project, key, request, claimed_at) values (?, ?, ?, ?)
                on conflict (project, key) do update
                set request = excluded.request, claimed_at = excluded.claimed_at, status = null
                where known.claimed_at < ?""",
                project.value(), key, request, Columns.time(now), Columns.time(now.minus(REMEMBERED)));
        return claimed == 1
                ? new Claim.Free()
                : jdbc.query("select request, status, location, etag, body from remembered_answer "
                        + "where project = ? and key = ?", JdbcAnswers::answered, project.value(), key).getFirst();
    }

    @Override
    public void remember(ProjectId project, String key, Answer answer) {
        jdbc.update("update remembered_answer set status = ?, location = ?, etag = ?, body = ? "
                + "where project = ? and key = ?", answer.status(), answer.location(), answer.etag(), answer.body(),
                project.value(), key);
    }

    @Override
    public int forgetBefore(Instant instant) {
        return jdbc.update("delete from remembered_answer where claimed_at < ?", Columns.time(instant));
    }

    private static Claim answered(ResultSet row, int number) throws SQLException {
        return new Claim.Answered(row.getBytes("request"), new Answer(row.getInt("status"), row.getString("location"),
                row.getString("etag"), row.getString("body")));
    }
}
