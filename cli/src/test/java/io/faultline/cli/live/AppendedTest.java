package io.faultline.cli.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

import io.faultline.cli.Golden;
import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static org.assertj.core.api.Assertions.assertThat;

class AppendedTest {

    @Test
    void tellsARunInLinesWithoutColour() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Appended appended = new Appended(out, pipe);
        RunView view = new RunView(RunStory.RUN);
        RunStory.begun().injected().watched(HELD, BROKEN, BROKEN, HELD).reverted().failed().facts().forEach(fact -> {
            view.on(fact);
            appended.published(event(fact), view);
        });
        Golden.assertSame("appended.txt", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shoutsTheCommandThatRevertsByHand() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Appended appended = new Appended(new PrintStream(bytes, true, StandardCharsets.UTF_8), pipe);
        RunStory.begun().injected().stuck().facts()
                .forEach(fact -> appended.published(event(fact), new RunView(RunStory.RUN)));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("STUCK      freeze-payments COULD NOT BE REVERTED")
                .contains("STUCK      revert it by hand:  kill -CONT 4711\n");
    }

    static StreamEvent event(Record fact) {
        ObjectNode json = Wire.mapper().createObjectNode();
        json.put("specversion", "1.0").put("id", "1").put("type", FactType.of(fact).wireName());
        json.put("time", switch (fact) {
            case FaultInjected injected -> injected.at().toString();
            case RunCompleted completed -> completed.endedAt().toString();
            default -> RunStory.at(100).toString();
        });
        json.set("data", Wire.mapper().valueToTree(fact));
        return StreamEvent.of(json);
    }
}
