package io.faultline.logstream.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ChainTest {
    private static final int ROWS = 12;

    private final List<AuditEntry> chain = chain();
    private final Head head = Chain.after(chain.getLast());

    private static List<AuditEntry> chain() {
        List<AuditEntry> chain = new ArrayList<>();
        Map<String, Long> sequences = new HashMap<>();
        Head head = Head.GENESIS;
        for (int i = 0; i < ROWS; i++) {
            Original original = Original.of("faultline.runs", i % 3, i, new UUID(0, i % 4).toString(),
                    Map.of("ce_id", "event-" + i, "ce_type", "io.faultline.step-due.v1"),
                    ("{\"n\":" + i + "}").getBytes(UTF_8));
            AuditEntry entry = Chain.link(head, sequences.merge(original.run(), 1L, Long::sum), original,
                    Instant.ofEpochSecond(i));
            chain.add(entry);
            head = Chain.after(entry);
        }
        return chain;
    }

    private Verification after(Consumer<List<AuditEntry>> tampering) {
        List<AuditEntry> rows = new ArrayList<>(chain);
        tampering.accept(rows);
        return Chain.verify(rows.stream(), head);
    }

    private static void change(List<AuditEntry> rows, int index, UnaryOperator<AuditEntry> change) {
        rows.set(index, change.apply(rows.get(index)));
    }

    @Test
    void isIntactAsItWasWritten() {
        Verification verification = after(_ -> {});
        assertThat(verification.intact()).isTrue();
        assertThat(verification.rows()).isEqualTo(ROWS);
        assertThat(verification.head()).isEqualTo(head.hash());
        assertThat(Chain.verify(Stream.of(), Head.GENESIS).intact()).isTrue();
    }

    @Property(tries = 50)
    void findsAChangedValueWhereItStands(@ForAll @IntRange(max = ROWS - 1) int index) {
        Verification verification = after(rows -> change(rows, index,
                row -> with(row, original(row.original(), "{}".getBytes(UTF_8)))));
        assertThat(verification.intact()).isFalse();
        assertThat(verification.brokenAt()).isEqualTo(index + 1);
    }

    @Test
    void findsAChangedHeaderTypeRunTimeOrPlace() {
        List<UnaryOperator<AuditEntry>> changes = List.of(
                row -> with(row, new Original("faultline.runs", 0, 3, row.original().key(),
                        new TreeMap<>(Map.of("ce_id", "event-4", "ce_type", "x")), row.original().value())),
                row -> new AuditEntry(row.position(), row.run(), row.sequence(), row.eventId(), "other",
                        row.original(), row.keptAt(), row.previous(), row.hash()),
                row -> new AuditEntry(row.position(), "other", row.sequence(), row.eventId(), row.type(),
                        row.original(), row.keptAt(), row.previous(), row.hash()),
                row -> new AuditEntry(row.position(), row.run(), 99, row.eventId(), row.type(), row.original(),
                        row.keptAt(), row.previous(), row.hash()),
                row -> new AuditEntry(row.position(), row.run(), row.sequence(), row.eventId(), row.type(),
                        row.original(), Instant.EPOCH, row.previous(), row.hash()));
        assertThat(changes).allSatisfy(change -> assertThat(after(rows -> change(rows, 4, change)).brokenAt())
                .isEqualTo(5L));
    }

    @Property(tries = 50)
    void findsADeletedRowWhereverItStood(@ForAll @IntRange(max = ROWS - 1) int index) {
        Verification verification = after(rows -> rows.remove(index));
        assertThat(verification.intact()).isFalse();
        assertThat(verification.brokenAt()).isEqualTo(index + 1);
    }

    @Test
    void findsAWholeRunCutOut() {
        String run = chain.get(1).run();
        assertThat(after(rows -> rows.removeIf(row -> row.run().equals(run))).brokenAt()).isEqualTo(2L);
    }

    @Test
    void findsItsEndCutOffEvenDownToNothing() {
        assertThat(after(rows -> rows.subList(8, ROWS).clear()).brokenAt()).isEqualTo(9L);
        assertThat(after(List::clear).brokenAt()).isEqualTo(1L);
    }

    @Test
    void findsAnInsertedRowEvenWithAHashOfItsOwn() {
        AuditEntry forged = Chain.link(Chain.after(chain.get(4)), 9, chain.get(0).original(), Instant.EPOCH);
        assertThat(after(rows -> rows.add(5, forged)).brokenAt()).isEqualTo(7L);
        assertThat(after(rows -> rows.set(5, forged)).brokenAt()).isEqualTo(7L);
    }

    @Property(tries = 50)
    void findsRowsThatChangedPlaces(@ForAll @IntRange(max = ROWS - 1) int one,
            @ForAll @IntRange(max = ROWS - 1) int other) {
        Verification verification = after(rows -> {
            AuditEntry first = rows.get(one);
            AuditEntry second = rows.get(other);
            rows.set(one, at(second, first.position()));
            rows.set(other, at(first, second.position()));
        });
        assertThat(verification.intact()).isEqualTo(one == other);
    }

    @Test
    void findsWhatIsMissingOrChangedInOneRun() {
        List<AuditEntry> run = chain.stream().filter(row -> row.run().equals(chain.get(2).run())).toList();
        assertThat(Chain.verifyRun(run.stream()).intact()).isTrue();
        assertThat(Chain.verifyRun(Stream.of(run.get(0), run.get(2))).intact()).isFalse();
        assertThat(Chain.verifyRun(Stream.of(run.get(1), run.get(0), run.get(2))).intact()).isFalse();
        List<AuditEntry> changed = new ArrayList<>(run);
        change(changed, 1, row -> with(row, original(row.original(), new byte[0])));
        assertThat(Chain.verifyRun(changed.stream()).brokenAt()).isEqualTo(run.get(1).position());
        Collections.reverse(changed);
        assertThat(Chain.verifyRun(changed.stream()).intact()).isFalse();
    }

    @Test
    void keepsRecordsThatNameNothing() {
        Original nameless = Original.of("faultline.runs", 2, 17, "no run", Map.of("ce_id", "\0"), new byte[]{1, 2});
        assertThat(nameless.run()).isEqualTo(Original.NO_RUN);
        assertThat(nameless.eventId()).isEqualTo("faultline.runs/2/17");
        assertThat(nameless.type()).isEqualTo("unknown");
    }

    private static AuditEntry with(AuditEntry row, Original original) {
        return new AuditEntry(row.position(), row.run(), row.sequence(), row.eventId(), row.type(), original,
                row.keptAt(), row.previous(), row.hash());
    }

    private static AuditEntry at(AuditEntry row, long position) {
        return new AuditEntry(position, row.run(), row.sequence(), row.eventId(), row.type(), row.original(),
                row.keptAt(), row.previous(), row.hash());
    }

    private static Original original(Original from, byte[] value) {
        return new Original(from.topic(), from.partition(), from.offset(), from.key(), from.headers(), value);
    }
}
