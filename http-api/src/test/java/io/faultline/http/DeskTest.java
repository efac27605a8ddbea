package io.faultline.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.faultline.contracts.ids.InfrastructureId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeskTest {
    private static final InfrastructureId OURS = new InfrastructureId(new UUID(1, 1));
    private static final InfrastructureId OTHERS = new InfrastructureId(new UUID(2, 2));
    private static final AgentIdentity ONE = new AgentIdentity(OURS, "one");
    private static final AgentIdentity TWO = new AgentIdentity(OURS, "two");
    private static final AgentIdentity STRANGER = new AgentIdentity(OTHERS, "one");
    private static final Duration NOW = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong(TimeUnit.HOURS.toNanos(1));
    private final Desk desk = new Desk("desk", nanos::get);

    @Test
    void givesTasksInOrderEachToOneAgentAndTheAnswerToWhoAsked() throws Exception {
        CompletableFuture<Desk.Brought> first = ask("a");
        CompletableFuture<Desk.Brought> second = ask("b");
        Desk.Given toOne = next(ONE).getFirst();
        Desk.Given toTwo = next(TWO).getFirst();
        assertThat(List.of(toOne.task().asString(), toTwo.task().asString())).containsExactly("a", "b");
        assertThat(next(ONE, toOne.id())).isEmpty();
        assertThat(desk.answer(TWO, toTwo.id(), text("B"))).isEqualTo(Desk.Taken.TAKEN);
        assertThat(desk.answer(ONE, toOne.id(), text("A"))).isEqualTo(Desk.Taken.TAKEN);
        assertThat(first.get(1, TimeUnit.SECONDS)).isEqualTo(new Desk.Brought(ONE, text("A")));
        assertThat(second.get(1, TimeUnit.SECONDS).by()).isEqualTo(TWO);
    }

    @Test
    void anotherInfrastructureSeesNothingAndAnswersNothing() throws Exception {
        CompletableFuture<Desk.Brought> asked = ask("a");
        assertThat(next(STRANGER)).isEmpty();
        Desk.Given given = next(ONE).getFirst();
        assertThat(desk.answer(STRANGER, given.id(), text("lie"))).isEqualTo(Desk.Taken.NOBODY_WAITS);
        assertThat(asked).isNotDone();
        assertThat(desk.answer(ONE, given.id(), text("A"))).isEqualTo(Desk.Taken.TAKEN);
        assertThat(desk.answer(ONE, given.id(), text("twice"))).as("it did not hear that it was taken")
                .isEqualTo(Desk.Taken.TAKEN);
        assertThat(asked.get(1, TimeUnit.SECONDS).answer()).isEqualTo(text("A"));
    }

    @Test
    void anAnswerThatNobodyWaitsForIsToldFromOneThatAnotherAgentGave() throws Exception {
        CompletableFuture<Desk.Brought> asked = ask("a");
        Desk.Given given = next(ONE).getFirst();
        pass(Duration.ofSeconds(4));
        assertThat(next(TWO)).extracting(Desk.Given::id).containsExactly(given.id());
        assertThat(desk.answer(TWO, given.id(), text("B"))).isEqualTo(Desk.Taken.TAKEN);
        assertThat(asked.get(1, TimeUnit.SECONDS).by()).isEqualTo(TWO);
        assertThat(desk.answer(ONE, given.id(), text("A"))).isEqualTo(Desk.Taken.ANSWERED_BY_ANOTHER);
        assertThat(desk.answer(ONE, "desk-of-before-1", text("A"))).isEqualTo(Desk.Taken.NOBODY_WAITS);
    }

    @Test
    void whatASilentAgentHoldsIsGivenToAnotherAndWhatACallingOneHoldsIsNot() throws Exception {
        ask("a");
        Desk.Given given = next(ONE).getFirst();
        pass(Duration.ofSeconds(2));
        next(ONE, given.id());
        pass(Duration.ofSeconds(2));
        assertThat(next(TWO)).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(next(TWO)).extracting(Desk.Given::id).containsExactly(given.id());
        assertThat(desk.isSilent(ONE)).isTrue();
        assertThat(desk.isSilent(TWO)).isFalse();
    }

    @Test
    void anAgentThatCallsWithoutItsTaskHasLostItAndGetsItAgain() throws Exception {
        ask("a");
        Desk.Given given = next(ONE).getFirst();
        for (int i = 0; i < 4; i++) {
            pass(Duration.ofSeconds(1));
            List<Desk.Given> again = next(ONE);
            if (!again.isEmpty()) {
                assertThat(again.getFirst().id()).isEqualTo(given.id());
                return;
            }
        }
        throw new AssertionError("never given again");
    }

    @Test
    void whatNobodyDoesInTimeIsToldAndNotGivenAnyMore() throws Exception {
        assertThatThrownBy(() -> desk.ask(OURS, text("a"), Duration.ofMillis(20))).isInstanceOf(Unanswered.class)
                .hasMessageContaining("no agent took it").hasMessageContaining("none has called");
        assertThat(next(ONE)).isEmpty();
        CompletableFuture<Desk.Brought> taken = ask("b", Duration.ofMillis(200));
        next(ONE);
        assertThatThrownBy(() -> taken.get(2, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasMessageContaining("agent one took it");
    }

    @Test
    void whoWorksOnItAndCallsIsWaitedForAndAnybodyElseIsNot() throws Exception {
        CompletableFuture<Desk.Brought> slow = ask("a", Duration.ofMinutes(5), Duration.ofMillis(300));
        Desk.Given given = next(ONE).getFirst();
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofSeconds(2));
            next(ONE, given.id());
            assertThatThrownBy(() -> slow.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
        pass(Duration.ofSeconds(4));
        assertThatThrownBy(() -> slow.get(2, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasMessageContaining("agent one took it and has not called for 4 s");
        assertThatThrownBy(() -> ask("b", Duration.ofMinutes(5), Duration.ofMillis(100)).get(2, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class).hasMessageContaining("no agent took it within 0 s");
    }

    @Test
    void twoAgentsThatCallShareTheWork() throws Exception {
        List<String> did = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ask("t" + i);
            AgentIdentity turn = i % 2 == 0 ? ONE : TWO;
            did.add(next(turn).getFirst().task().asString() + turn.instance());
        }
        assertThat(did).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void whatBelongsTogetherGoesToTheSameAgentAsLongAsItCalls() throws Exception {
        ask("drain it");
        assertThat(next(TWO)).hasSize(1);
        ask("drain no more");
        assertThat(next(ONE)).as("another one is draining").isEmpty();
        assertThat(next(TWO)).extracting(given -> given.task().asString()).containsExactly("drain no more");
        ask("drain again");
        ask("another");
        assertThat(next(ONE)).as("and keeps nobody from anything else").extracting(given -> given.task().asString())
                .containsExactly("another");
        pass(Duration.ofSeconds(4));
        assertThat(next(ONE)).as("of one that is silent, all is given to another").hasSize(1);
        ask("drain once more");
        assertThat(next(TWO)).as("who is the one to be asked from then on").extracting(given -> given.task()
                .asString()).doesNotContain("drain once more");
    }

    private CompletableFuture<Desk.Brought> ask(String task) {
        return ask(task, Duration.ofSeconds(10));
    }

    private CompletableFuture<Desk.Brought> ask(String task, Duration patience) {
        return ask(task, patience, patience);
    }

    private CompletableFuture<Desk.Brought> ask(String task, Duration patience, Duration unheld) {
        CompletableFuture<Desk.Brought> answer = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(desk.ask(OURS, text(task), task.split(" ")[0], patience, unheld));
            } catch (Unanswered | InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private List<Desk.Given> next(AgentIdentity agent, String... working) throws InterruptedException {
        return desk.next(agent, List.of(working), NOW);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static JsonNode text(String word) {
        return StringNode.valueOf(word);
    }
}
