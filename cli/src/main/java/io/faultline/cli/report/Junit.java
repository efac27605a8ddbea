package io.faultline.cli.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import org.jspecify.annotations.Nullable;

/** JUnit XML, which every CI shows: a test case for each probe, and one for each fault that it reverts. */
public final class Junit {
    private final RunReport report;
    private final @Nullable BigDecimal gate;
    private final XMLStreamWriter xml;
    private final StringWriter text = new StringWriter();
    private int depth;

    private Junit(RunReport report, @Nullable BigDecimal gate) throws XMLStreamException {
        this.report = report;
        this.gate = gate;
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /** @param gate the score that had to be reached, if one was asked for: a test case more */
    public static String write(RunReport report, @Nullable BigDecimal gate) {
        try {
            Junit junit = new Junit(report, gate);
            junit.suite();
            return junit.text + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML in memory", e);
        }
    }

    private void suite() throws XMLStreamException {
        Scorecard card = report.scorecard();
        text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        open("testsuite", "name", report.experiment(), "time", seconds(), "tests", "" + tests(card), "failures",
                "" + failures(card), "errors", "" + errors(card), "skipped", "" + skipped(card));
        if (report.startedAt() != null) {
            xml.writeAttribute("timestamp", report.startedAt().toString());
        }
        open("properties");
        property("run", report.run().toString());
        property("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        if (card != null) {
            property("score", card.score().toString());
        }
        close();
        if (card != null) {
            probes(card);
        }
        for (RunReport.FaultPart fault : report.faults()) {
            reverts(fault);
        }
        if (gate != null) {
            gate(gate);
        }
        close();
        xml.writeEndDocument();
    }

    private void gate(BigDecimal least) throws XMLStreamException {
        open("testcase", "classname", report.experiment(), "name",
                "score of " + least.stripTrailingZeros().toPlainString());
        if (isBelowTheGate()) {
            verdict("failure", "the score is below it", report.scorecard() == null
                    ? "there is no score"
                    : "score " + report.scorecard().score());
        }
        close();
    }

    private boolean isBelowTheGate() {
        return !ExitRules.reaches(report.scorecard(), gate);
    }

    private void probes(Scorecard card) throws XMLStreamException {
        for (ProbeScore probe : card.hypothesis()) {
            String phase = probe.phase() == null ? "" : " " + probe.phase();
            probe(probe, report.experiment() + ".hypothesis", "hypothesis" + phase + ": " + probe.probe());
        }
        for (FaultScore fault : card.faults()) {
            for (ProbeScore probe : fault.probes()) {
                String mode = probe.mode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                probe(probe, report.experiment() + "." + fault.fault(), mode + ": " + probe.probe());
            }
        }
    }

    private void probe(ProbeScore probe, String group, String name) throws XMLStreamException {
        open("testcase", "classname", group, "name", name);
        Outcome outcome = probe.outcome();
        String detail = probe.detail() == null ? "" : probe.detail();
        if (outcome == null) {
            verdict("skipped", "never evaluated", "");
        } else if (outcome != Outcome.HELD) {
            String times = "did not hold %d of %d times".formatted(probe.failures(), probe.evaluations());
            verdict(outcome == Outcome.BROKEN ? "failure" : "error", times, detail);
        }
        close();
    }

    private void reverts(RunReport.FaultPart fault) throws XMLStreamException {
        open("testcase", "classname", report.experiment() + "." + fault.name(), "name", "reverts");
        String trouble = fault.trouble() == null ? "" : fault.trouble();
        switch (fault.fate()) {
            case REVERTED -> {
            }
            case STUCK, OPEN -> verdict("failure", "could not be reverted",
                    trouble + (fault.manualUndo() == null ? "" : "\nrevert by hand: " + fault.manualUndo()));
            case NOT_INJECTED -> verdict("error", "could not be injected", trouble);
            case NOT_REACHED -> verdict("skipped", "not reached", "");
        }
        close();
    }

    private void verdict(String element, String message, String detail) throws XMLStreamException {
        open(element, "message", message);
        xml.writeCharacters(legal(detail));
        close();
    }

    private void property(String name, String value) throws XMLStreamException {
        open("property", "name", name, "value", value);
        close();
    }

    private void open(String element, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth++));
        xml.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], legal(attributes[i + 1]));
        }
    }

    private void close() throws XMLStreamException {
        depth--;
        xml.writeEndElement();
    }

    private int tests(@Nullable Scorecard card) {
        return report.faults().size() + (gate == null ? 0 : 1) + (card == null ? 0 : (int) all(card).count());
    }

    private int failures(@Nullable Scorecard card) {
        return count(card, Outcome.BROKEN) + (isBelowTheGate() ? 1 : 0) + (int) report.faults().stream().filter(
                fault -> fault.fate() == RunReport.Fate.STUCK || fault.fate() == RunReport.Fate.OPEN).count();
    }

    private int errors(@Nullable Scorecard card) {
        return count(card, Outcome.UNMEASURABLE) + (int) report.faults().stream()
                .filter(fault -> fault.fate() == RunReport.Fate.NOT_INJECTED).count();
    }

    private int skipped(@Nullable Scorecard card) {
        return count(card, null) + (int) report.faults().stream()
                .filter(fault -> fault.fate() == RunReport.Fate.NOT_REACHED).count();
    }

    private static int count(@Nullable Scorecard card, @Nullable Outcome outcome) {
        return card == null ? 0 : (int) all(card).filter(probe -> probe.outcome() == outcome).count();
    }

    private static java.util.stream.Stream<ProbeScore> all(Scorecard card) {
        return java.util.stream.Stream.concat(card.hypothesis().stream(),
                card.faults().stream().flatMap(fault -> fault.probes().stream()));
    }

    private String seconds() {
        if (report.startedAt() == null || report.endedAt() == null) {
            return "0";
        }
        return "" + Duration.between(report.startedAt(), report.endedAt()).toMillis() / 1000.0;
    }

    /** XML 1.0 has no way to write most control characters, not even escaped. */
    private static String legal(String text) {
        return text.codePoints().filter(c -> c == '\n' || c == '\t' || c >= 0x20 && c != 0xFFFE && c != 0xFFFF
                && (c < 0xD800 || c > 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
