package io.faultline.injector.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class UndoLineTest {
    private static final Infrastructure PROD = new Infrastructure("prod, eu", new InfrastructureId(new UUID(1, 1)),
            InfrastructureKind.CONNECTOR, "/etc/kube config", null, "shop");

    static Stream<Undo> undos() {
        return Stream.of(new Undo.LetGoOn(7, 42), new Undo.EndWorkers("faultline-a b"),
                new Undo.DeleteFile("/a b/~c,d"),
                new ApplicationUndo.RemoveRemoteToxic(Door.at("http://127.0.0.1:8474"), "shop,~", "m"),
                new ApplicationUndo.CalmMonkey(Door.at("http://127.0.0.1:1/x"), true, "{\"a\": 1}", "", false),
                new ApiUndo.ScaleBack(null, "deployment", "shop", "cart", "uid", "m", 3, 0),
                new ApiUndo.ScaleBack(PROD, "statefulset", "shop", "cart", "uid", "m", 3, 0),
                new ApiUndo.Reconnect(PROD, "shop", "policy", "m", "app=cart,tier", null, null),
                new ApiUndo.Reconnect(null, "shop", "policy", "m", null, "cart-1", "uid"),
                new ApiUndo.Uncordon(null, "node-1", "uid", "m", true),
                new ApiUndo.Untaint(PROD, "node-1", "uid", "m", "key", "", "NoExecute"));
    }

    @ParameterizedTest
    @MethodSource("undos")
    void isReadAsItWasWritten(Undo undo) {
        String[] words = UndoLine.write(undo).orElseThrow().split(" ");
        assertThat(words).hasSize(3);
        assertThat(UndoLine.read(words[0], words[1], words[2])).isEqualTo(undo);
    }

    @Test
    void whatEndsWithoutTheInjectorNeedsNoLine() {
        Infrastructure byAgent = new Infrastructure("far", new InfrastructureId(new UUID(2, 2)),
                InfrastructureKind.MANIFEST, null, null, null);
        assertThat(Stream.of(new Undo.Nothing(), new Undo.Killed(1, 2), new Undo.RemoveToxic("p", "t"),
                new BesideUndo.EndBeside(null, "node-1", "m", "effect", "deed"),
                new ApiUndo.LeftToController(null, "shop", "cart-1", "uid"),
                new ApiUndo.Uncordon(byAgent, "node-1", "uid", "m", false)))
                .allSatisfy(each -> assertThat(UndoLine.write(each)).isEmpty());
    }

    @Test
    void whoServesUndosAnswersEachWithItsTrouble() throws IOException {
        String asked = Stream.of(new Undo.DeleteFile("/a"), new Undo.DeleteFile("/b"))
                .map(undo -> undo.path().substring(1) + " " + UndoLine.write(undo).orElseThrow() + "\n")
                .reduce("", String::concat) + "c no-such-undo - -\n";
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        UndoServer.serve(new ByteArrayInputStream(asked.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(answers, true, StandardCharsets.UTF_8), undo -> {
                    if (undo.equals(new Undo.DeleteFile("/b"))) {
                        throw new NotReverted("it is not there");
                    }
                });
        assertThat(answers.toString(StandardCharsets.UTF_8).lines().sorted()).satisfiesExactly(
                a -> assertThat(a).isEqualTo("a "), b -> assertThat(b).isEqualTo("b it+is+not+there"),
                c -> assertThat(Words.plain(c)).endsWith("no undo is called no-such-undo"));
    }

    @Test
    void whoServesUndosAnswersAlsoWhenItLacksAClassOrMemory() throws IOException {
        for (Error trouble : List.of(new NoClassDefFoundError("io/Client"), new OutOfMemoryError("Java heap space"))) {
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            String asked = "1 " + UndoLine.write(new Undo.DeleteFile("/a")).orElseThrow() + "\n";
            UndoServer.serve(new ByteArrayInputStream(asked.getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(answers, true, StandardCharsets.UTF_8), _ -> {
                        throw trouble;
                    });
            assertThat(Words.plain(answers.toString(StandardCharsets.UTF_8).strip()))
                    .isEqualTo("1 " + trouble.toString());
        }
    }
}
