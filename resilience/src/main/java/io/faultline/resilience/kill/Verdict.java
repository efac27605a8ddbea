package io.faultline.resilience.kill;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.ledger.Absence;
import io.faultline.ledger.Comparison;
import io.faultline.ledger.Effect;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Invariant;
import io.faultline.ledger.Ledger;
import io.faultline.ledger.Limits;
import io.faultline.ledger.Stated;
import io.faultline.ledger.Violation;
import io.faultline.resilience.house.ProcessHouse;
import io.faultline.resilience.watch.FactTap;
import io.faultline.resilience.watch.Target;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Judge;

/** Whether a run that is over was as every run has to be: by its facts, the databases and the target, held by the ledger. */
public final class Verdict {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Besides what is promised there are two processors here, busy with bringing the dead back. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(5),
            Duration.ofMinutes(10));
    private static final Map<Target.Kind, String> FAULTS = Map.of(Target.Kind.PROCESS_PAUSE, "freeze",
            Target.Kind.DISK_FILL, "fill");

    private final ProcessHouse house;
    private final FactTap tap;

    public Verdict(ProcessHouse house, FactTap tap) {
        this.house = house;
        this.tap = tap;
    }

    /** @param absences when no injector was alive */
    public List<String> of(RunId run, Target target, List<Absence> absences)
            throws InterruptedException, SQLException {
        Evidence evidence = Evidence.ofTheEnd(LIMITS).accepted(run, Instant.now()).judgedBy(Verdict::lastWord);
        absences.forEach(evidence::absence);
        FAULTS.forEach((kind, fault) -> evidence.effect(new Effect(run, new FaultId(fault), kind.toString(),
                (int) target.changes().stream().filter(each -> each.kind() == kind && each.inForce()).count(),
                target.isInForce(kind))));
        kept(run).forEach(evidence::comparison);
        tap.of(run).forEach(evidence::fact);
        return Ledger.check(evidence).violations().stream().map(Violation::toString).toList();
    }

    private static RunCompleted lastWord(List<RunFact> facts) {
        return Judge.lastWord(facts.getFirst().run(),
                facts.stream().reduce(History.EMPTY, History::and, (one, _) -> one));
    }

    /** What the databases say, once they have had the time to hear of it. */
    private List<Comparison> kept(RunId run) throws InterruptedException, SQLException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        List<Comparison> comparisons = comparisons(run);
        while (comparisons.stream().anyMatch(each -> !Objects.equals(each.stored(), each.replayed()))
                && System.nanoTime() < until) {
            Thread.sleep(50);
            comparisons = comparisons(run);
        }
        return comparisons;
    }

    private List<Comparison> comparisons(RunId run) throws SQLException {
        List<Stated> told = tap.of(run);
        List<String> phases = told.stream().filter(each -> each.fact() instanceof RunCompleted)
                .map(each -> ((RunCompleted) each.fact()).phase()).map(RunPhase::name).distinct().toList();
        try (Connection connection = DriverManager.getConnection(house.jdbcUrl(), "postgres",
                house.databasePassword())) {
            return List.of(
                    new Comparison(Invariant.I6, run, "audit", strings(connection,
                            "select event_id from logstream.audit_record where run_id = ?::text order by sequence",
                            run),
                            told.stream().map(each -> each.id().toString()).distinct().toList()),
                    new Comparison(Invariant.I6, run, "projection",
                            strings(connection, "select phase from experiment.run where id = ?", run), phases),
                    new Comparison(Invariant.I3, run, "open leases",
                            strings(connection, "select state from injector.lease where run_id = ?"
                                    + " and state in ('INTENT', 'ARMED', 'ACTIVE', 'REVERT_FAILED')", run),
                            List.of()));
        }
    }

    private static List<String> strings(Connection connection, String sql, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, UUID.fromString(run.toString()));
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
