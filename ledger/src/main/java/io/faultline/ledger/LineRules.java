package io.faultline.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunLogRecord;

/** Every line said arrives, or is reported lost (I8): the numbers of a run and source have no hole. */
final class LineRules {
    private LineRules() {}

    private record Voice(RunId run, String source) {}

    /** The numbers heard; counting begins anew at 1 when a run is spoken of after its end. */
    private static final class Heard {
        private final Set<Long> numbers = new HashSet<>();
        private long highest;
        private long missing;

        void hear(long number) {
            if (number == 1 && numbers.contains(1L)) {
                close();
            }
            numbers.add(number);
            highest = Math.max(highest, number);
        }

        private void close() {
            missing += highest - numbers.size();
            numbers.clear();
            highest = 0;
        }

        long missing() {
            close();
            return missing;
        }
    }

    static void check(List<RunLogRecord> lines, List<Loss> losses, List<Violation> found) {
        Map<Voice, Heard> heard = new HashMap<>();
        lines.forEach(line -> heard.computeIfAbsent(new Voice(line.run(), line.source()), _ -> new Heard())
                .hear(line.sequence()));
        Map<Voice, Long> reported = new HashMap<>();
        losses.forEach(loss -> reported.merge(new Voice(loss.run(), loss.source()), loss.lines(), Long::sum));
        heard.forEach((voice, numbers) -> {
            long missing = numbers.missing();
            long lost = reported.getOrDefault(voice, 0L);
            if (missing > lost) {
                found.add(new Violation(Invariant.I8, voice.run(),
                        "%d lines are missing, %d are reported lost".formatted(missing, lost), voice.source()));
            }
        });
    }
}
