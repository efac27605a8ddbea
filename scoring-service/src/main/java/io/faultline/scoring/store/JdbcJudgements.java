package io.faultline.scoring.store;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.scoring.score.Judgements;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row a run: whoever comes second finds it there and stays silent. */
final class JdbcJudgements implements Judgements {
    private static final String INSERT = """
                                         insert into judgement (run_id, phase, verdict, score, judged_at, value)
                                         values (?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing""";

    private final JdbcTemplate jdbc;
    private final FactCodec codec;

    JdbcJudgements(JdbcTemplate jdbc, FactCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    @Override
    public boolean keep(RunCompleted lastWord) {
        return jdbc.update(INSERT, lastWord.run().value(), lastWord.phase().name(), lastWord.verdict().name(),
                lastWord.scorecard().score().percent(), lastWord.endedAt().atOffset(ZoneOffset.UTC),
                new String(codec.encode(lastWord), StandardCharsets.UTF_8)) == 1;
    }

    @Override
    public Optional<RunCompleted> of(RunId run) {
        return jdbc.queryForList("select value from judgement where run_id = ?", String.class, run.value()).stream()
                .map(this::read).findFirst();
    }

    private RunCompleted read(String value) {
        return switch (codec.decode(FactType.RUN_COMPLETED.wireName(), value.getBytes(StandardCharsets.UTF_8))) {
            case FactCodec.Decoded.Known(RunCompleted lastWord) -> lastWord;
            case FactCodec.Decoded other ->
                throw new IllegalStateException("a kept judgement cannot be read: " + other);
        };
    }
}
