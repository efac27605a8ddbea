package io.faultline.resilience.scenario;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.resilience.house.ChildJvm;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;
import io.faultline.testkit.FaultyLink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;

/** The wire says everything again, or nothing at all. */
final class WireCases {
    private WireCases() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("half-open-kafka", "19",
                        "the scheduler's connections to Kafka are silent for 10 s in mid-run",
                        "the run ends; the ledger holds", false, (ground, found) -> silent(ground, found, true)),
                new Scenario("half-open-postgres", "19",
                        "the scheduler's connections to Postgres are silent for 10 s in mid-run",
                        "the run ends; the ledger holds", false, (ground, found) -> silent(ground, found, false)),
                new Scenario("redelivery", "10", "every reader of facts begins again at offset 0",
                        "no fact, no lease, no audit row more", true, WireCases::redelivery));
    }

    private static void silent(Ground ground, Found found, boolean kafka) throws Exception {
        ChildJvm direct = ground.house.service(Room.SCHEDULER);
        direct.terminate();
        FaultyLink link = kafka ? ground.house.kafkaLink() : ground.house.postgresLink();
        ChildJvm linked = ground.house.another(Room.SCHEDULER, "resilience", ground.house.port(Room.SCHEDULER),
                kafka ? link.address() : ground.house.kafka(),
                kafka ? ground.house.jdbcUrl() : link.jdbcUrl(ground.house.jdbcUrl()));
        ground.house.replace(Room.SCHEDULER, linked);
        linked.start();
        linked.awaitReady();
        try {
            Target target = ground.target();
            RunId run = ground.frozen(target, Duration.ofSeconds(4));
            link.goSilent();
            Thread.sleep(10_000);
            link.heal();
            long healed = System.nanoTime();
            found.within("run over after it speaks again", ground.await(run, RunCompleted.class, Duration.ofSeconds(90))
                    .map(_ -> Duration.ofNanos(System.nanoTime() - healed)), Duration.ofSeconds(15));
            ground.awaitEnd(found, run, target);
        } finally {
            linked.kill();
            ground.house.replace(Room.SCHEDULER, direct);
        }
    }

    private static void redelivery(Ground ground, Found found) throws Exception {
        for (int i = 0; i < 3; i++) {
            Target target = ground.target();
            RunId run = ground.frozen(target, Duration.ofMillis(300));
            ground.awaitEnd(found, run, target);
        }
        Map<String, Long> before = counts(ground);
        ground.house.services().parallelStream().forEach(ChildJvm::terminate);
        forgetOffsets(ground.house.kafka());
        ground.house.services().forEach(ChildJvm::start);
        ground.house.services().forEach(ChildJvm::awaitReady);
        boolean read = Ground.await(() -> isAllRead(ground.house.kafka()), Duration.ofSeconds(60)).isPresent();
        found.require(read, "not everything was read again within a minute");
        Thread.sleep(1_500);
        Map<String, Long> after = counts(ground);
        found.figure("%d facts read again by %d groups", ground.tap.size(), ground.house.services().size());
        found.require(before.equals(after), "before: %s, after: %s", before, after);
    }

    private static Map<String, Long> counts(Ground ground) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ground.house.jdbcUrl(), "postgres",
                ground.house.databasePassword()); Statement statement = connection.createStatement()) {
            return Map.of("facts", (long) ground.tap.size(), "audit",
                    count(statement, "select count(*) from logstream.audit_record"), "leases",
                    count(statement, "select count(*) from injector.lease"), "judgements",
                    count(statement, "select count(*) from scoring.judgement"));
        }
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    /** A group can be forgotten once nobody is in it: its members left without a word. */
    private static void forgetOffsets(String kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            List<String> left = new ArrayList<>(groups(admin));
            for (int i = 0; i < 60 && !left.isEmpty(); i++) {
                for (String group : List.copyOf(left)) {
                    try {
                        admin.deleteConsumerGroups(List.of(group)).all().get();
                        left.remove(group);
                    } catch (ExecutionException e) {
                        Thread.sleep(250);
                    }
                }
            }
            if (!left.isEmpty()) {
                throw new IllegalStateException("these groups still have members: " + left);
            }
        }
    }

    private static Collection<String> groups(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listGroups().all().get().stream().map(GroupListing::groupId)
                .filter(each -> each.endsWith(".facts")).toList();
    }

    private static boolean isAllRead(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            for (String group : groups(admin)) {
                var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                var ends = admin.listOffsets(read.keySet().stream().collect(java.util.stream.Collectors
                        .toMap(each -> each, _ -> org.apache.kafka.clients.admin.OffsetSpec.latest()))).all().get();
                boolean behind = read.isEmpty() || ends.entrySet().stream().anyMatch(end -> {
                    var at = read.get(end.getKey());
                    return at == null || at.offset() < end.getValue().offset();
                });
                if (behind) {
                    return false;
                }
            }
            return groups(admin).size() >= 6;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
