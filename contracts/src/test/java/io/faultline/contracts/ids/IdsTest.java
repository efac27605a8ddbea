package io.faultline.contracts.ids;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdsTest {
    private final Random random = new Random(7);

    @Test
    void areUuidsOfVersion7() {
        UUID id = at("2026-11-21T09:00:00.123Z").run().value();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isEqualTo(Instant.parse("2026-11-21T09:00:00.123Z").toEpochMilli());
    }

    @Test
    void sortByTimeAsText() {
        List<String> ids = Stream.of("1999-01-01T00:00:00Z", "2026-11-21T09:00:00.123Z", "2026-11-21T09:00:00.124Z",
                "2099-12-31T00:00:00Z").map(time -> at(time).event().toString()).toList();
        assertThat(ids).isSorted();
    }

    @Test
    void differWithinOneMillisecond() {
        Ids ids = at("2026-11-21T09:00:00Z");
        assertThat(Stream.generate(ids::event).limit(10_000).distinct()).hasSize(10_000);
    }

    @Test
    void aTickOfAScheduleIsAlwaysTheSameRun() {
        ScheduleId schedule = at("2026-11-21T09:00:00Z").schedule();
        Instant tick = Instant.parse("2026-11-22T03:00:00Z");
        assertThat(Ids.runOf(schedule, tick)).isEqualTo(Ids.runOf(schedule, tick))
                .isNotEqualTo(Ids.runOf(schedule, tick.plusSeconds(60)));
    }

    private Ids at(String time) {
        return new Ids(InstantSource.fixed(Instant.parse(time)), random);
    }
}
