package io.faultline.ledger;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunLogRecord;

/** Every line said arrives, or is reported lost (I8): the numbers of a run and source have no hole. */
final class LineRules {
    private final Map<Voice, Heard> heard = new HashMap<>();

    private record Voice(RunId run, String source) {}

    /** The numbers heard; counting begins anew at 1 when a run is spoken of after its end. */
    private static final class Heard {
        private final BitSet numbers = new BitSet();
        private long missing;

        void hear(int number) {
            if (number == 1 && numbers.get(1)) {
                missing = missing();
                numbers.clear();
            }
            numbers.set(number);
        }

        long missing() {
            return missing + Math.max(0, numbers.length() - 1) - numbers.cardinality();
        }
    }

    void hear(RunLogRecord line) {
        heard.computeIfAbsent(new Voice(line.run(), line.source()), _ -> new Heard())
                .hear(Math.toIntExact(line.sequence()));
    }

    void check(List<Loss> losses, List<Violation> found) {
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
