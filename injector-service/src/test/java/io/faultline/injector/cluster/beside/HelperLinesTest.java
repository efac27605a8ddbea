package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.experiment.PodSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With real threads, and a cluster that answers when it is let. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelperLinesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, String> MARK = Map.of("faultline.io/fault-1", "mark");
    private static final HelperLine.Ear EAR = new HelperLine.Ear() {
        @Override
        public void lost(HelperLine line) {}

        @Override
        public void ended(String key, String why) {}
    };

    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final PodsPlayed pods = new PodsPlayed();
    private volatile boolean needed = true;

    @AfterEach
    void end() {
        pods.slow.set(new CountDownLatch(0));
        threads.shutdownNow();
    }

    private HelperLines lines(Duration idle) {
        return new HelperLines(new Speaker("us"), pods, idle, EAR, _ -> needed);
    }

    private Future<HelperLine> connecting(HelperLines lines) {
        return threads.submit(() -> lines.connect(MARK, PodSettings.NONE, MINUTE, true));
    }

    private void awaitWaiting(Future<?> maker) {
        Awaitility.await().until(() -> !pods.waiting.isEmpty() || maker.isDone());
        assertThat(maker.isDone()).isFalse();
    }

    @Test
    void aLineIsRenewedWhileTheClusterIsSlowForAnother() throws Exception {
        HelperLines lines = lines(Duration.ZERO);
        connecting(lines).get();
        HelperPlayed helper = pods.started.get("helper-0");
        pods.waiting.clear();
        pods.slow.set(new CountDownLatch(1));
        Future<HelperLine> second = connecting(lines);
        awaitWaiting(second);
        needed = false;
        long before = helper.times("renew");
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> helper.times("renew") > before + 2);
        assertThat(second.isDone()).isFalse();
        pods.slow.get().countDown();
        assertThat(second.get(5, TimeUnit.SECONDS).isOpen()).isTrue();
    }

    @Test
    void oneThatBreaksAtOnceIsClosedAndAnotherOneOpened() throws Exception {
        pods.breaks = true;
        HelperLine line = connecting(lines(MINUTE)).get();
        HelperPlayed helper = pods.started.get("helper-0");
        assertThat(helper.closed).hasValue(1);
        assertThat(helper.times("hello us-")).isEqualTo(2);
        assertThat(line.isOpen()).isTrue();
    }

    @Test
    void nothingIsMadeByOneThatIsDeletedThoughItCanStillBeSpokenWith() throws Exception {
        HelperLines lines = lines(MINUTE);
        HelperLine gone = connecting(lines).get();
        pods.ending.add("helper-0");
        HelperLine now = connecting(lines).get();
        assertThat(gone.isOpen()).as("what it has in force may be mended by it still").isTrue();
        assertThat(now.pod()).isEqualTo("helper-1");
        assertThat(connecting(lines).get()).isSameAs(now);
    }

    @Test
    void oneThatNobodyNeedsAnyMoreIsLeft() throws Exception {
        connecting(lines(Duration.ofMillis(1))).get();
        needed = false;
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods.done.contains("discard helper-0"));
        assertThat(pods.done).endsWith("tidy");
    }

    @Test
    void oneThatSomebodyElseStartedIsDiscardedUnlessThatOneRenewsIt() throws Exception {
        needed = false;
        pods.started.put("helper-theirs", new HelperPlayed("6.1 by=us by=them"));
        connecting(lines(Duration.ofMillis(1))).get();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods.done.contains("tidy"));
        assertThat(pods.done).containsExactly("mark helper-theirs", "tidy");
        pods.done.clear();
        pods.started.clear();
        pods.started.put("helper-left", new HelperPlayed("6.1 by=us"));
        connecting(lines(Duration.ofMillis(1))).get();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods.done.contains("tidy"));
        assertThat(pods.done).containsExactly("mark helper-left", "discard helper-left", "tidy");
    }

    @Test
    void oneThatWeStartedIsNotDiscardedWhileSomebodyElseRenewsIt() throws Exception {
        needed = false;
        pods.greeting = "6.1 by=us by=them";
        connecting(lines(Duration.ofMillis(1))).get();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods.done.contains("tidy"));
        assertThat(pods.done).containsExactly("create helper-0", "tidy");
    }

    /** A container may be given a minute to end by itself, and is killed by the helper only then. */
    @Test
    void oneThatHasNotAnsweredYetIsNotLeftHoweverLongThatTakes() throws Exception {
        HelperLine line = connecting(lines(Duration.ofMillis(1))).get();
        HelperPlayed helper = pods.started.get("helper-0");
        helper.made = new CountDownLatch(1);
        Future<String> stroke = threads.submit(() -> line.ask("us-9", "inject us-9 kill", MINUTE));
        Awaitility.await().until(() -> helper.times("inject") == 1);
        needed = false;
        long before = helper.times("renew");
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> helper.times("renew") > before + 1);
        assertThat(line.isOpen()).isTrue();
        helper.made.countDown();
        stroke.get(5, TimeUnit.SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods.done.contains("discard helper-0"));
    }

    @Test
    void questionsDifferAlsoByLinesThatDoNotKnowOfEachOther() throws Exception {
        Speaker us = new Speaker("us");
        new HelperLines(us, pods, MINUTE, EAR, _ -> needed).connect(MARK, PodSettings.NONE, MINUTE, true);
        new HelperLines(us, pods, MINUTE, EAR, _ -> needed).connect(MARK, PodSettings.NONE, MINUTE, true);
        assertThat(pods.started.get("helper-0").told).contains("hello us-1", "hello us-2");
    }

    @Test
    void whoWaitsWhileAHelperStartsForAnotherCanBeStopped() throws Exception {
        HelperLines lines = lines(MINUTE);
        pods.slow.set(new CountDownLatch(1));
        awaitWaiting(connecting(lines));
        CountDownLatch stopped = new CountDownLatch(1);
        Thread second = Thread.ofPlatform().daemon().start(() -> {
            try {
                lines.connect(MARK, PodSettings.NONE, MINUTE, true);
            } catch (InterruptedException e) {
                stopped.countDown();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        second.interrupt();
        assertThat(stopped.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pods.done).isEmpty();
    }

    @Test
    void nothingIsOpenedOrStartedOnceTheyAreClosed() throws Exception {
        HelperLines lines = lines(MINUTE);
        HelperLine known = connecting(lines).get();
        needed = false;
        lines.close();
        assertThat(known.isOpen()).isFalse();
        assertThatThrownBy(() -> lines.connect(MARK, PodSettings.NONE, MINUTE, true)).isInstanceOf(IOException.class)
                .hasMessageContaining("ends");
        assertThatThrownBy(() -> lines.again(known)).isInstanceOf(IOException.class).hasMessageContaining("ends");
        assertThat(pods.done).containsExactly("create helper-0", "discard helper-0", "tidy");
        assertThat(pods.started.get("helper-0").times("hello us-")).isEqualTo(1);
    }

    @Test
    void aHelperThatIsStartedWhileTheyAreClosedIsGivenUp() {
        HelperLines lines = lines(MINUTE);
        pods.slow.set(new CountDownLatch(1));
        Future<HelperLine> maker = connecting(lines);
        awaitWaiting(maker);
        Future<?> closing = threads.submit(lines::close);
        Awaitility.await().until(lines::isClosed);
        pods.slow.get().countDown();
        assertThatThrownBy(() -> maker.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ends");
        assertThat(pods.done).containsExactly("create helper-0", "give up helper-0");
        assertThat(pods.started.get("helper-0").told).isEmpty();
        assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
    }
}
