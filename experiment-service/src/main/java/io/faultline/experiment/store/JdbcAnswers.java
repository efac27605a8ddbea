package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.request.Answer;
import io.faultline.experiment.request.Answers;
import org.springframework.jdbc.core.JdbcTemplate;

/** Remembered answers in Postgres; whoever comes second with a key waits for the first's transaction. */
record JdbcAnswers(JdbcTemplate jdbc) implements Answers {
    @Override
    public Optional<Earlier> claim(ProjectId project, String key, byte[] request, Instant now) {
        int claimed = jdbc.update(
                """
                insert into remembered_answer as known (project, key, request, claimed_at) values (?, ?, ?, ?)
                on conflict (project, key) do update
                set request = excluded.request, claimed_at = excluded.claimed_at, status = null
                where known.claimed_at < ?""",
                project.value(), key, request, Columns.time(now), Columns.time(now.minus(REMEMBERED)));
        return claimed == 1
                ? Optional.empty()
                : jdbc.query("select request, status, location, etag, body from remembered_answer "
                        + "where project = ? and key = ?", JdbcAnswers::earlier, project.value(), key).stream()
                        .findFirst();
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

    private static Earlier earlier(ResultSet row, int number) throws SQLException {
        return new Earlier(row.getBytes("request"), new Answer(row.getInt("status"), row.getString("location"),
                row.getString("etag"), row.getString("body")));
    }
}
