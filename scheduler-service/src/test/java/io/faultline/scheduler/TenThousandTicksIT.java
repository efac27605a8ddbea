package io.faultline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.scheduler.recurrence.Firings;
import io.faultline.scheduler.recurrence.MissedPolicy;
import io.faultline.scheduler.recurrence.MissedTicks;
import io.faultline.scheduler.recurrence.Schedule;
import io.faultline.scheduler.recurrence.ScheduleSpec;
import io.faultline.scheduler.recurrence.Schedules;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Case 14: two schedulers at every tick, one of them killed between any two statements, in a time of its own: the real
 * table decides, only the clock and the requests are not real.
 */
class TenThousandTicksIT {
    private static final Instant BEGIN = Instant.parse("2090-01-01T00:00:00Z");
    private static final int SCHEDULES = 100;
    private static final int MINUTES = 100;

    private static ServiceUnderTest scheduler;

    @BeforeAll
    static void start() {
        scheduler = ServiceUnderTest.start(SchedulerService.class, "scheduler-service");
        scheduler.bean(JdbcClient.class).sql("create table asked (run uuid, schedule uuid, tick timestamptz)").update();
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    /** A kill -9 in the middle of a transaction. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One scheduler, who dies every now and then. */
    private record Instance(Random random, Schedules schedules, JdbcClient jdbc, TransactionTemplate transaction) {
        Instance(long seed) {
            this(new Random(seed), scheduler.bean(Schedules.class), scheduler.bean(JdbcClient.class),
                    new TransactionTemplate(scheduler.bean(PlatformTransactionManager.class)));
        }

        int fireAll(Instant now) {
            Firings firings = new Firings(schedules, this::ask);
            int missed = 0;
            List<MissedTicks> fired = List.of();
            do {
                try {
                    fired = transaction.execute(_ -> {
                        List<MissedTicks> ticks = firings.fireDue(now);
                        dieNowAndThen(ticks.isEmpty() ? 0 : 10);
                        return ticks;
                    });
                    missed += fired.stream().mapToInt(MissedTicks::missed).sum();
                } catch (Killed _) {
                    fired = List.of(new MissedTicks(List.of(), 0, java.util.Optional.empty()));
                }
            } while (!fired.isEmpty());
            return missed;
        }

        private void ask(ExperimentRequested request) {
            dieNowAndThen(200);
            jdbc.sql("insert into asked (run, schedule, tick) values (?, ?, ?)").param(request.run().value())
                    .param(request.schedule().value()).param(java.sql.Timestamp.from(request.tick())).update();
        }

        private void dieNowAndThen(int oneIn) {
            if (oneIn > 0 && random.nextInt(oneIn) == 0) {
                throw new Killed();
            }
        }
    }

    @Test
    void fireEachTickOnceThoughSchedulersDieAllTheTime() throws Exception {
        Schedules schedules = scheduler.bean(Schedules.class);
        List<ScheduleId> ids = new ArrayList<>();
        for (int i = 0; i < SCHEDULES; i++) {
            ScheduleId id = new ScheduleId(new UUID(14, i));
            ids.add(id);
            schedules.add(new Schedule(id, new ProjectId("default"), 1,
                    new ScheduleSpec(null, new ExperimentId(new UUID(0, 1)), 1, Experiments.any(), "* * * * *", "UTC",
                            true, MissedPolicy.values()[i % 3]),
                    BEGIN, java.util.Optional.of(BEGIN), java.util.Optional.empty(), 0));
        }
        Instance one = new Instance(1);
        Instance other = new Instance(2);
        int missed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int minute = 0; minute < MINUTES; minute++) {
                Instant now = BEGIN.plus(Duration.ofMinutes(minute)).plusMillis(3);
                Future<Integer> first = threads.submit(() -> one.fireAll(now));
                Future<Integer> second = threads.submit(() -> other.fireAll(now));
                missed += first.get() + second.get();
                missed += one.fireAll(now);
            }
        }
        assertThat(missed).isZero();
        Map<UUID, Integer> asked = new HashMap<>();
        scheduler.bean(JdbcClient.class).sql("select run from asked").query(UUID.class).list()
                .forEach(run -> asked.merge(run, 1, Integer::sum));
        assertThat(asked.values()).as("none twice").allMatch(times -> times == 1);
        for (ScheduleId id : ids) {
            for (int minute = 0; minute < MINUTES; minute++) {
                assertThat(asked).as("none lost")
                        .containsKey(Ids.runOf(id, BEGIN.plus(Duration.ofMinutes(minute))).value());
            }
        }
        assertThat(asked).hasSize(SCHEDULES * MINUTES);
    }
}
