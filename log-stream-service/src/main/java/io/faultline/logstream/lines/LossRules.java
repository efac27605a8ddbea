package io.faultline.logstream.lines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the holes in what each source says: Kafka keeps a run's order, so what was jumped over will not come. */
public final class LossRules {
    private LossRules() {}

    /**
     * What is to be kept, losses marked where they happened, and the number each source has reached.
     *
     * @param last the number each source had reached before; absent when it had said nothing
     */
    public record Marked(List<Said> said, Map<Source, Long> last) {
        public long lost() {
            return said.stream().filter(Said.Lost.class::isInstance).map(Said.Lost.class::cast)
                    .mapToLong(Said.Lost::count).sum();
        }
    }

    public static Marked mark(List<Said.Line> lines, Map<Source, Long> last) {
        Map<Source, Long> reached = new HashMap<>(last);
        List<Said> said = new ArrayList<>(lines.size());
        for (Said.Line line : lines) {
            Source source = Source.of(line);
            long expected = reached.getOrDefault(source, 0L) + 1;
            if (line.number() > expected) {
                said.add(new Said.Lost(line.run(), line.source(), expected, line.number() - 1, line.at(),
                        line.eventId() + ":lost"));
            }
            said.add(line);
            reached.put(source, line.number());
        }
        reached.keySet().retainAll(lines.stream().map(Source::of).toList());
        return new Marked(said, reached);
    }
}
