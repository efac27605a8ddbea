package io.faultline.cli.report;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.ZoneOffset;

import javax.xml.parsers.DocumentBuilderFactory;

import io.faultline.cli.Golden;
import io.faultline.cli.live.RunReports;
import io.faultline.cli.live.RunStory;
import io.faultline.cli.text.Look;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import static io.faultline.contracts.probe.Outcome.HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReportsTest {
    private static final Look WIDE = new Look(100, false, true, ZoneOffset.UTC);
    private static final RunReport FAILED = RunReports.of(RunStory.begun().injected().reverted().failed().view());
    private static final RunReport STUCK = RunReports
            .of(RunStory.begun().injected().stuck().settled(RunEnding.FINISHED, RunStory.FREEZE).view());

    private static String summary(RunReport report, BigDecimal gate) {
        return String.join("\n", new Summary(report, gate, WIDE).lines()) + "\n";
    }

    @Test
    void explainsAFailedRun() throws IOException {
        Golden.assertSame("summary-failed.txt", summary(FAILED, null));
    }

    @Test
    void namesTheGateThatWasMissed() throws IOException {
        RunReport passed = RunReports.of(RunStory.begun().injected().watched(HELD).reverted().passed().view());
        assertThat(summary(passed, BigDecimal.valueOf(80))).contains("PASSED").doesNotContain("gate");
        assertThat(summary(FAILED, BigDecimal.valueOf(80))).contains("below the gate of 80");
    }

    @Test
    void showsTheCommandThatRevertsAStuckFaultByHand() throws IOException {
        assertThat(summary(STUCK, null)).contains("COULD NOT BE REVERTED").contains("kill -CONT 4711");
        assertThat(Markdown.write(STUCK, null)).contains("could not be reverted").contains("`kill -CONT 4711`");
        Golden.assertSame("summary-stuck.txt", summary(STUCK, null));
    }

    @Test
    void writesMarkdown() throws IOException {
        Golden.assertSame("report.md", Markdown.write(FAILED, null));
    }

    @Test
    void writesJunitWithATestCaseForEachProbeAndEachRevert() throws Exception {
        String xml = Junit.write(FAILED, null);
        Document document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
        Element suite = document.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent()).isEqualTo(RunStory.BROKEN);
        Golden.assertSame("report.xml", xml);
    }

    @Test
    void tellsOfTheScoreThatWasExpectedInEveryForm() {
        BigDecimal gate = BigDecimal.valueOf(80);
        assertThat(Junit.write(FAILED, gate)).contains("tests=\"5\" failures=\"2\"", "name=\"score of 80\"",
                "<failure message=\"the score is below it\">score 0");
        assertThat(Junit.write(FAILED, BigDecimal.ZERO)).contains("tests=\"5\" failures=\"1\"");
        assertThat(Markdown.write(FAILED, gate)).startsWith("# payments-outage: failed, score 0 of the 80 expected");
        assertThat(Markdown.write(FAILED, BigDecimal.ZERO)).startsWith("# payments-outage: passed, score 0 of the 0");
    }

    @Test
    void writesWellFormedXmlWhateverStandsInIt() throws Exception {
        RunReport odd = RunReports.of(RunStory.begun().notInjected("]]> <&\u001b[31m\u0000 \ud800 end").view());
        Document document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(Junit.write(odd, null))));
        assertThat(document.getElementsByTagName("error").item(0).getTextContent()).contains("]]> <&").endsWith("end");
    }

    @Test
    void readsItsOwnJsonAgain() {
        String json = Wire.mapper().writeValueAsString(FAILED);
        assertThat(Wire.mapper().readValue(json, RunReport.class)).isEqualTo(FAILED);
    }

    @Test
    void refusesOtherJson() {
        assertThatThrownBy(() -> Wire.mapper().readValue("{\"kind\": \"Experiment\"}", RunReport.class))
                .hasMessageContaining("no run report");
    }
}
