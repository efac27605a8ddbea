package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.BesideUndo.EndBeside;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.EffectLine;
import io.faultline.injector.fault.beside.Victim;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a helper, which may do on a node what root may, can be told, and what it is told however things went. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelperOnNodeTest {
    private static final String CPU = EffectLine.write(new Effect.Cpu(Victim.node("n"), 1, 50));

    private final PodsPlayed pods = new PodsPlayed();
    private final List<BesideUndo> told = new CopyOnWriteArrayList<>();
    private final HelperOnNode node = new HelperOnNode("node-1", new Speaker("us"), pods, Duration.ofMinutes(1),
            System::nanoTime, told::add);

    private static EndBeside undo(String mark, String effect) {
        return new EndBeside(null, "node-1", mark, effect, "it");
    }

    @Test
    void anEffectIsSaidAsItWasWritten() throws Exception {
        assertThat(HelperOnNode.said(undo("faultline-run-f.1a", CPU))).isEqualTo(CPU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run anything", "cpu pod=1\ninject 1 k 9 o cpu", "cpu workers=x",
            "cpu workers", "\u0000"})
    void whatIsNoEffectIsRefused(String effect) {
        assertThatThrownBy(() -> HelperOnNode.said(undo("faultline-run-f.1a", effect)))
                .isInstanceOf(IOException.class).hasMessageContaining("no effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nrevert", "../x", "-x", ".x", "ä"})
    void whatCannotNameAnEffectIsRefused(String mark) {
        assertThatThrownBy(() -> HelperOnNode.said(undo(mark, CPU))).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot name an effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello 1\nrevert", "hello\r1", "hello\t1", "hello\u0085", "hello\u0000"})
    void nothingIsSaidThatIsMoreThanOneLine(String line) {
        assertThatThrownBy(() -> HelperLine.written(line)).isInstanceOf(IOException.class);
    }

    /** A former owner's effect ends, since nobody renews it, while ours waits for that: it is made afterwards. */
    @Test
    void whatIsMadeAfterAFormerOwnersWasEndedIsTakenAway() throws Exception {
        EndBeside undo = undo("faultline-run-f.1a", CPU);
        HelperPlayed helper = new HelperPlayed("6.1 faultline-run-f.1a by=us by=them");
        helper.made = new CountDownLatch(1);
        pods.started.put("helper-theirs", helper);
        CompletableFuture<String> made = making(undo);
        Awaitility.await().until(() -> helper.times("inject") == 1);
        helper.say("lost faultline-run-f.1a nobody renewed it");
        Awaitility.await().until(() -> told.equals(List.of(undo)));
        helper.made.countDown();
        made.get(5, TimeUnit.SECONDS);
        node.end(undo);
        assertThat(helper.times("revert")).isOne();
        assertThat(pods.done).endsWith("unmark helper-theirs");
    }

    @Test
    void whatWasMendedByAHelperThatIsGoneIsAskedOfNobody() throws Exception {
        EndBeside undo = undo("faultline-run-f.1a", CPU);
        making(undo).get(5, TimeUnit.SECONDS);
        HelperPlayed helper = pods.started.remove("helper-0");
        helper.say("lost faultline-run-f.1a the helper was told to end");
        Awaitility.await().until(() -> told.equals(List.of(undo)));
        helper.end();
        node.end(undo);
        assertThat(pods.done).filteredOn(each -> each.startsWith("create")).hasSize(1);
    }

    private CompletableFuture<String> making(EndBeside undo) {
        CompletableFuture<String> made = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                made.complete(node.make(undo, PodSettings.NONE, Duration.ofMinutes(1)));
            } catch (Exception e) {
                made.completeExceptionally(e);
            }
        });
        return made;
    }

    @Test
    void aLineEndsWhereItEnds() throws Exception {
        assertThat(HelperLine.written("hello 1")).isEqualTo("hello 1\n".getBytes(StandardCharsets.UTF_8));
    }
}
