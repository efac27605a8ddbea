package io.faultline.injector.fault.beside;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class EffectLineTest {
    private static final Victim POD = new Victim("4711-uid", "", "pod a/b");
    private static final Victim CONTAINER = new Victim("4711-uid", "abc", "container c of a/b");
    private static final HttpChange.Body BODY = new HttpChange.Body("a=b c\n{\"d\": \"é\"}", "text/plain", "");

    static List<Effect> effects() {
        Filter filter = new Filter("eth0", List.of("10.0.0.0/8"), List.of("db"),
                Filter.Ports.of(List.of("!80", "90-99")),
                Filter.Ports.ANY, 2.5,
                List.of(new Filter("eth0", List.of(), List.of("a b"), Filter.Ports.of(List.of("1", "2")),
                        Filter.Ports.ANY),
                        new Filter("eth0", List.of(), List.of(), Filter.Ports.ANY, Filter.Ports.of(List.of("!9")))));
        return List.of(new Effect.Kill(CONTAINER, true, 30), new Effect.Cpu(Victim.node("n"), 0, 50),
                new Effect.Memory(CONTAINER, 1L << 40, 0), new Effect.Writes(CONTAINER, "/a b", 5, 2, 0),
                new Effect.Writes(CONTAINER, "/a b", 0, 2, 10),
                new Effect.Fill(CONTAINER, "/data", 0, 80, 200), new Effect.FreezeKubelet(Victim.node("n")),
                new Effect.Packets(POD, filter, new Harm(1, 2, 3.5, 4, 5, 6, 7, 8, 9, 10)),
                new Effect.Http(POD, 80, 50, new HttpChange.Delay(7)),
                new Effect.Http(POD, 80, 50, new HttpChange.Reset(0)),
                new Effect.Http(POD, 80, 50, new HttpChange.Status(List.of(500, 503), BODY)),
                new Effect.Http(POD, 80, 50, new HttpChange.Status(List.of(500), null)),
                new Effect.Http(POD, 80, 50, new HttpChange.Headers(true, Map.of("X-A", "1, 2:3", "X-B", ""))),
                new Effect.Http(POD, 80, 50, new HttpChange.Replace(BODY)),
                new Effect.Names(POD, List.of("a", "b"), true, Map.of()),
                new Effect.Names(POD, List.of(), false, Map.of("a.test", "b.test")));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void whatIsWrittenIsReadAgain(Effect effect) {
        assertThat(EffectLine.write(effect)).doesNotContain("\n");
        assertThat(EffectLine.read(EffectLine.write(effect))).isEqualTo(effect);
    }

    /** What a journal of the node, or an undo, of an earlier version tells of. */
    @Test
    void whatWasWrittenBeforeThereWereSeveralFiltersIsRead() {
        assertThat(EffectLine.read("packets device=eth0 addresses=10.0.0.1 hosts= to=80 to-others=false from="
                + " from-others=false correlation=25 loss=50.0 pod=u container= name=p")).isEqualTo(
                        new Effect.Packets(new Victim("u", "", "p"), new Filter("eth0", List.of("10.0.0.1"), List.of(),
                                Filter.Ports.of(List.of("80")), Filter.Ports.ANY, 25, List.of()), Harm.loss(50)));
        assertThat(EffectLine.write(new Effect.Packets(POD, new Filter("eth0", List.of(), List.of(), Filter.Ports.ANY,
                Filter.Ports.ANY, 25, List.of()), Harm.NONE))).contains(" correlation=25 ");
    }
}
