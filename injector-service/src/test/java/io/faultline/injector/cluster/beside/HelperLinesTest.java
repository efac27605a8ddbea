package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
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
    private final Pods pods = new Pods();
    private volatile boolean needed = true;

    @AfterEach
    void end() {
        pods.slow.set(new CountDownLatch(0));
        threads.shutdownNow();
    }

    /** One node, whose helpers start at once. */
    private static final class Pods implements HelperLines.Pods {
        final Map<String, HelperPlayed> started = new ConcurrentHashMap<>();
        final List<String> done = new CopyOnWriteArrayList<>();
        final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
        /** What changes a pod waits for it. */
        final AtomicReference<CountDownLatch> slow = new AtomicReference<>(new CountDownLatch(0));

        /** Those that are deleted just now. */
        final Set<String> ending = ConcurrentHashMap.newKeySet();

        volatile boolean breaks;

        private void change(String what) {
            waiting.add(Thread.currentThread());
            boolean interrupted = false;
            while (true) {
                try {
                    slow.get().await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            done.add(what);
        }

        @Override
        public List<Pod> all() {
            return started.keySet().stream().map(this::pod).toList();
        }

        private Pod pod(String name) {
            return new PodBuilder().withNewMetadata().withName(name)
                    .withDeletionTimestamp(ending.contains(name) ? "2026-01-01T00:00:00Z" : null).endMetadata()
                    .withNewStatus().withPhase("Running").endStatus().build();
        }

        @Override
        public Optional<Pod> read(String name) {
            return started.containsKey(name) ? Optional.of(pod(name)) : Optional.empty();
        }

        @Override
        public boolean lasts(String name, Duration longest) {
            return true;
        }

        @Override
        public String create(Map<String, String> mark, PodSettings wishes, Duration longest) {
            String name = "helper-" + started.size();
            change("create " + name);
            HelperPlayed helper = new HelperPlayed("6.1 by=us");
            helper.breaks = breaks;
            started.put(name, helper);
            return name;
        }

        @Override
        public HelperLine line(String name, String id, Duration patience, HelperLine.Ear ear)
                throws IOException, InterruptedException {
            HelperPlayed helper = started.get(name);
            if (helper == null) {
                throw new IOException("there is no " + name);
            }
            return helper.line(name, id, ear);
        }

        @Override
        public boolean mark(String name, Map<String, String> wishes, Map<String, String> mark) {
            change("mark " + name);
            return !ending.contains(name);
        }

        @Override
        public void giveUp(String name, Set<String> keys) {
            done.add("give up " + name);
        }

        @Override
        public void discard(String name) {
            done.add("discard " + name);
        }

        @Override
        public void tidy() {
            done.add("tidy");
        }

        @Override
        public String trouble(String name) {
            return name + " has none";
        }
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
