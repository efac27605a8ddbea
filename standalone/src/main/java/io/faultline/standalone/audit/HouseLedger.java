package io.faultline.standalone.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunLogRecord;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Topics;
import io.faultline.ledger.Account;
import io.faultline.ledger.Comparison;
import io.faultline.ledger.Effect;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Invariant;
import io.faultline.ledger.Ledger;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Judge;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects the evidence of a house: topics, database and this machine's targets, each read as it is. */
public final class HouseLedger {
    private final Addresses at;
    private final FactCodec codec = new FactCodec();

    public HouseLedger(Addresses at) {
        this.at = at;
    }

    /**
     * Looks until nothing is wrong any more, or patience is over: what was told a moment ago may not be kept
     * everywhere yet.
     *
     * @param evidence a new one for each look
     * @param only     this run, or null for all
     */
    public Account check(Supplier<Evidence> evidence, @Nullable RunId only, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Account account = Ledger.check(collect(evidence.get(), only));
        while (!account.isClean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            account = Ledger.check(collect(evidence.get(), only));
        }
        return account;
    }

    /** Adds all that is known of these runs; of one alone if it is named. */
    public Evidence collect(Evidence evidence, @Nullable RunId only) {
        Told told = Told.read(at.kafka(), codec, only, evidence);
        Map<RunId, Long> lines = lines(told, evidence);
        evidence.judgedBy(facts -> Judge.lastWord(facts.getFirst().run(),
                facts.stream().reduce(History.EMPTY, History::and, (_, later) -> later)));
        try (Kept kept = Kept.open(at)) {
            accepted(told, kept, only, evidence);
            projections(told, kept, evidence);
            audits(told, kept, evidence);
            judgements(told, kept, evidence);
            leases(told, kept.leases(), evidence);
            kept.losses().forEach(evidence::loss);
            Map<RunId, Long> keptLines = kept.lines();
            lines.forEach((run, count) -> evidence.comparison(new Comparison(Invariant.I8, run,
                    "lines in logstream.log_record", keptLines.getOrDefault(run, 0L), count)));
        }
        return evidence;
    }

    /** Has a text file looked through for secrets. */
    public static Evidence text(Evidence evidence, Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> evidence.text(file.toString(), null, line));
            return evidence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accepted(Told told, Kept kept, @Nullable RunId only, Evidence evidence) {
        Optional<Instant> since = told.whole()
                ? Optional.of(Instant.MIN)
                : told.runs().values().stream().map(facts -> facts.getFirst().time()).min(Instant::compareTo);
        kept.accepted().forEach((run, time) -> {
            if ((only == null || run.equals(only)) && since.isPresent() && !time.isBefore(since.get())) {
                evidence.accepted(run, time);
            }
        });
    }

    private void projections(Told told, Kept kept, Evidence evidence) {
        Map<RunId, Projected> stored = kept.projections(codec);
        told.runs().keySet().forEach(run -> {
            Projected replayed = Projected.of(told.once(run));
            Projected row = stored.get(run);
            evidence.comparison(new Comparison(Invariant.I6, run, "experiment.run", row, replayed));
            if (row != null && replayed != null) {
                evidence.comparison(new Comparison(Invariant.I9, run, "experiment.run.project", row.project(),
                        replayed.project()));
            }
        });
    }

    private static void audits(Told told, Kept kept, Evidence evidence) {
        Map<RunId, List<String>> audits = kept.audits();
        told.originals().forEach((run, originals) -> evidence.comparison(
                new Comparison(Invariant.I6, run, "logstream.audit_record", audits.get(run), originals)));
    }

    private void judgements(Told told, Kept kept, Evidence evidence) {
        Map<RunId, RunCompleted> judgements = kept.judgements(codec);
        told.runs().keySet().forEach(run -> told.told(run, RunCompleted.class).findFirst().ifPresent(lastWord -> {
            evidence.comparison(new Comparison(Invariant.I7, run, "scoring.judgement", judgements.get(run),
                    lastWord));
        }));
    }

    /** What the journal says is over has to be told as over, and has to be gone from the target. */
    private static void leases(Told told, List<Kept.Lease> leases, Evidence evidence) {
        Machine machine = Machine.look();
        Set<JsonNode> mayBeBroken = leases.stream().filter(lease -> !lease.isOver())
                .flatMap(lease -> lease.undos().stream()).collect(Collectors.toSet());
        leases.stream().filter(lease -> told.runs().containsKey(lease.run())).forEach(lease -> {
            boolean completed = told.told(lease.run(), RunCompleted.class).findAny().isPresent();
            String answered = answered(told, lease);
            if (completed || !answered.isEmpty()) {
                evidence.comparison(new Comparison(Invariant.I6, lease.run(), "injector.lease of " + lease.step(),
                        lease.state(), answered));
            }
            if (lease.isOver()) {
                lease.undos().stream().filter(undo -> !mayBeBroken.contains(undo)).forEach(undo -> {
                    String broken = machine.brokenBy(undo);
                    evidence.effect(new Effect(lease.run(), new FaultId(lease.fault()),
                            broken.isEmpty() ? undo.toString() : broken, 1, !broken.isEmpty()));
                });
            }
        });
    }

    /** How the fault ended as far as it was told. */
    private static String answered(Told told, Kept.Lease lease) {
        boolean reverted = told.told(lease.run(), FaultReverted.class)
                .anyMatch(fact -> fact.step().value().equals(lease.step()));
        if (reverted) {
            return "REVERTED";
        }
        return told.told(lease.run(), FaultFailed.class).filter(fact -> fact.step().value().equals(lease.step()))
                .reduce((_, later) -> later)
                .map(failed -> failed.failed() == FaultFailed.Failed.REVERT ? "REVERT_FAILED" : "NOT_INJECTED")
                .orElse("");
    }

    /** @return how many different lines each run has on the topic; nothing when Kafka has thrown some away */
    private Map<RunId, Long> lines(Told told, Evidence evidence) {
        Map<RunId, Long> counts = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Collection<RunLogRecord> lines = new ArrayList<>();
        Set<Integer> cut = Topic.read(at.kafka(), Topics.LOGS, record -> {
            String type = Told.header(record, CloudEventHeaders.TYPE.header());
            String id = Told.header(record, CloudEventHeaders.ID.header());
            if (type != null && id != null && codec.decode(type,
                    record.value()) instanceof FactCodec.Decoded.Known(Record known)
                    && known instanceof RunLogRecord line && told.runs().containsKey(line.run()) && seen.add(id)) {
                counts.merge(line.run(), 1L, Long::sum);
                evidence.text(record.topic() + "/" + record.partition() + "/" + record.offset(), line.run(),
                        Told.text(record));
                lines.add(line);
            }
        });
        if (!cut.isEmpty()) {
            return Map.of();
        }
        lines.forEach(evidence::line);
        return counts;
    }
}
