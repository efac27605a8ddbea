package io.faultline.probe.probe;

import java.time.Duration;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every kind of probe has to keep; its twin says how that kind is made to hold, fail, be unmeasurable and hang. */
public abstract class ProbingContract {
    protected static final Duration TIMEOUT = Duration.ofMillis(400);
    protected static final Place PLACE = new Place(RunId.parse("01890000-0000-7000-8000-000000000001"), null);
    /** Far more than it takes (the promise is 250 ms): the machine may be busy with other things. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    protected abstract Probing probing() throws Exception;

    protected abstract ProbeSpec holding() throws Exception;

    protected abstract ProbeSpec broken() throws Exception;

    protected abstract ProbeSpec unmeasurable() throws Exception;

    protected abstract ProbeSpec hanging() throws Exception;

    /** What a hanging attempt comes out as. */
    protected Outcome hung() {
        return Outcome.BROKEN;
    }

    /** Where it is attempted. */
    protected Place place(ProbeSpec spec) {
        return PLACE;
    }

    @Test
    protected void holdsWhenWhatIsExpectedIsMeasured() throws Exception {
        Judgement judgement = attempt(holding());

        assertThat(judgement.outcome()).as("%s", judgement).isEqualTo(Outcome.HELD);
        assertThat(judgement.detail(text -> text)).isNull();
    }

    @Test
    protected void isBrokenWhenItIsNot() throws Exception {
        Judgement judgement = attempt(broken());

        assertThat(judgement.outcome()).as("%s", judgement).isEqualTo(Outcome.BROKEN);
        assertThat(judgement.detail(text -> text)).isNotBlank();
    }

    @Test
    protected void isUnmeasurableWhenNothingCouldBeMeasured() throws Exception {
        Judgement judgement = attempt(unmeasurable());

        assertThat(judgement.outcome()).as("%s", judgement).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(judgement.detail(text -> text)).isNotBlank();
    }

    @Test
    protected void isEndedAtTheTimeout() throws Exception {
        assertThat(timed(hanging()).outcome()).isEqualTo(hung());
    }

    @Test
    protected void endsAtOnceWhenInterrupted() throws Exception {
        ProbeSpec spec = hanging();
        Probing probing = probing();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                probing.attempt(spec, values(), Duration.ofMinutes(1), place(spec));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        thread.join(Duration.ofMillis(100));
        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(1))).isTrue();
    }

    /** Attempts, and fails when that takes longer than the timeout and a little. */
    protected final Judgement timed(ProbeSpec spec) throws Exception {
        attempt(holding());
        long began = System.nanoTime();
        Judgement judgement = probing().attempt(spec, values(), TIMEOUT, place(spec));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.plus(GRACE));
        return judgement;
    }

    protected final Judgement attempt(ProbeSpec spec) throws Exception {
        return probing().attempt(spec, values(), Duration.ofSeconds(5), place(spec));
    }

    protected static Values values() {
        return new Values(Map.of(), Map.of(), _ -> null);
    }
}
