package io.faultline.injector.host;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With real threads, which wait for each other and never for a while. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final Turns turns = new Turns(threads);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** It takes for ever, unless it is interrupted. */
    private Future<String> makingForEver(String key) throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        long order = turns.order();
        Future<String> making = threads.submit(() -> turns.make(key, order, () -> {
            began.countDown();
            new CountDownLatch(1).await();
            return "made";
        }, () -> done.add("undone, interrupted: " + Thread.currentThread().isInterrupted())));
        began.await();
        return making;
    }

    @Test
    void whatIsMadeIsStoppedAndUndoneBeforeItIsEnded() throws Exception {
        Future<String> making = makingForEver("a");
        turns.stop("a");
        turns.end("a", () -> done.add("ended"));
        assertThat(done).containsExactly("undone, interrupted: false", "ended");
        assertThatThrownBy(making::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void whatIsEndedByItselfIsStoppedToo() throws Exception {
        Future<String> making = makingForEver("a");
        turns.endSoon("a", () -> done.add("ended"));
        assertThatThrownBy(making::get).hasCauseInstanceOf(InterruptedException.class);
        Awaitility.await().until(turns::isIdle);
        assertThat(done).containsExactly("undone, interrupted: false", "ended");
    }

    @Test
    void anEndThatHangsKeepsNoOtherWaitingAndIsNotBegunTwice() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            turns.endSoon("hangs", () -> {
                done.add("hangs");
                waitFor(goesOn);
            });
        }
        CountDownLatch other = new CountDownLatch(1);
        turns.endSoon("other", other::countDown);
        other.await();
        assertThat(turns.isIdle()).isFalse();
        goesOn.countDown();
        Awaitility.await().until(turns::isIdle);
        assertThat(done).containsExactly("hangs");
        turns.endSoon("hangs", () -> done.add("again"));
        Awaitility.await().until(() -> done.contains("again"));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A helper that did not run for a while reads both at once. */
    @Test
    void whatWasToldToEndIsNotMadeByAnOrderOfBefore() throws Exception {
        long before = turns.order();
        turns.stop("a");
        assertThatThrownBy(() -> turns.make("a", before, () -> "made", () -> done.add("undone")))
                .isInstanceOf(IOException.class).hasMessageContaining("ended before it began");
        assertThat(turns.make("a", turns.order(), () -> "made", () -> done.add("undone"))).isEqualTo("made");
        assertThat(turns.make("b", before, () -> "made", () -> done.add("undone"))).isEqualTo("made");
        assertThat(done).containsExactly("undone");
    }

    @Test
    void whyItWasNotMadeIsToldThoughItIsNotUndoneEither() {
        assertThatThrownBy(() -> turns.make("a", turns.order(), () -> {
            throw new IOException("no room");
        }, () -> {
            throw new IOException("stays");
        })).hasMessage("no room").satisfies(e -> assertThat(e.getSuppressed()).singleElement()
                .satisfies(each -> assertThat(each).hasMessage("stays")));
    }

    @Test
    void aThreadThatWasStoppedIsNotInterruptedAnyMoreAfterwards() throws Exception {
        assertThatThrownBy(() -> turns.make("a", turns.order(), () -> {
            turns.stop("a");
            throw new InterruptedException("stopped");
        }, () -> done.add("undone"))).isInstanceOf(InterruptedException.class);
        assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(done).containsExactly("undone");
    }
}
