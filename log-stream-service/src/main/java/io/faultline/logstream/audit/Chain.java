package io.faultline.logstream.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/** Links what is kept, and finds where the links do not fit. */
public final class Chain {
    private Chain() {}

    /** The next link; time is cut to what a database keeps, so that the hash can be made again from there. */
    public static AuditEntry link(Head head, long sequence, Original original, Instant keptAt) {
        AuditEntry open = new AuditEntry(head.position() + 1, original.run(), sequence, original.eventId(),
                original.type(), original, keptAt.truncatedTo(ChronoUnit.MICROS), head.hash(), "");
        return new AuditEntry(open.position(), open.run(), sequence, open.eventId(), open.type(), original,
                open.keptAt(), open.previous(), hash(open));
    }

    public static Head after(AuditEntry entry) {
        return new Head(entry.position(), entry.hash());
    }

    /** Walks the whole chain, in order of position, to the head it should end with. */
    public static Verification verify(Stream<AuditEntry> entries, Head head) {
        Head reached = Head.GENESIS;
        for (AuditEntry entry : (Iterable<AuditEntry>) entries::iterator) {
            if (entry.position() != reached.position() + 1) {
                return Verification.broken(reached, reached.position() + 1,
                        "the row at position %d is missing; the next is %d".formatted(reached.position() + 1,
                                entry.position()));
            }
            if (!entry.previous().equals(reached.hash())) {
                return Verification.broken(reached, entry.position(), "it does not join on to the row before it");
            }
            if (!entry.hash().equals(hash(entry))) {
                return Verification.broken(reached, entry.position(), "it was changed after it was written");
            }
            reached = after(entry);
        }
        if (!reached.equals(head)) {
            return Verification.broken(reached, reached.position() + 1,
                    "the chain ends at position %d, but its head says %d".formatted(reached.position(),
                            head.position()));
        }
        return Verification.intact(reached, reached.position());
    }

    /**
     * Looks at one run's entries, in order of sequence: that none was changed and none between them is missing. That
     * none was cut off its end only the whole chain shows.
     */
    public static Verification verifyRun(Stream<AuditEntry> entries) {
        Head reached = Head.GENESIS;
        long sequence = 0;
        for (AuditEntry entry : (Iterable<AuditEntry>) entries::iterator) {
            sequence++;
            if (entry.sequence() != sequence || entry.position() <= reached.position()) {
                return Verification.broken(new Head(sequence - 1, reached.hash()), entry.position(),
                        "number %d of the run's rows is missing or not in its place".formatted(sequence));
            }
            if (!entry.hash().equals(hash(entry))) {
                return Verification.broken(new Head(sequence - 1, reached.hash()), entry.position(),
                        "it was changed after it was written");
            }
            reached = after(entry);
        }
        return Verification.intact(reached, sequence);
    }

    private static String hash(AuditEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Original original = entry.original();
            text(out, entry.previous());
            out.writeLong(entry.position());
            text(out, entry.run());
            out.writeLong(entry.sequence());
            text(out, entry.eventId());
            text(out, entry.type());
            text(out, entry.keptAt().toString());
            text(out, original.position());
            text(out, original.key() == null ? "" : original.key());
            out.writeInt(original.headers().size());
            for (Map.Entry<String, String> header : original.headers().entrySet()) {
                text(out, header.getKey());
                text(out, header.getValue());
            }
            out.writeInt(original.value().length);
            out.write(original.value());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** With its length before it, so that no two different rows are the same bytes. */
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
