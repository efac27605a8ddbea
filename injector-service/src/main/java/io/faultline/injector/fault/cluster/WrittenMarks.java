package io.faultline.injector.fault.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.faultline.injector.fault.ClusterUndo;

/**
 * Marks in annotations.
 *
 * @param house which Faultline writes them
 */
public record WrittenMarks(MarkText text, Supplier<String> house, InstantSource clock) implements Marks {
    private static final int LETTERS = 16;
    private static final Duration LATE = Duration.ofMinutes(1);

    @Override
    public String key(String mark) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(mark.getBytes(StandardCharsets.UTF_8));
            return ANNOTATION + HexFormat.of().formatHex(digest).substring(0, LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public Map<String, String> annotation(String mark, ClusterUndo undo, Duration longest) {
        ClusterMark written = new ClusterMark(mark, house.get(), clock.instant().plus(longest), undo.at(null));
        return Map.of(key(mark), text.write(written));
    }

    @Override
    public List<ClusterMark> in(Map<String, String> annotations) {
        return annotations.entrySet().stream().filter(each -> each.getKey().startsWith(ANNOTATION))
                .sorted(Map.Entry.comparingByKey()).map(each -> text.read(each.getValue())).flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<ClusterMark> standing(Map<String, String> annotations) {
        Instant now = clock.instant();
        return in(annotations).stream().filter(mark -> mark.deadline().plus(LATE).isAfter(now)).toList();
    }
}
