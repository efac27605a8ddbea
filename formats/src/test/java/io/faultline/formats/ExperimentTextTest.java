package io.faultline.formats;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Rollbacks;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Probe;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExperimentTextTest {
    @Test
    void writesWhatAPersonWouldWrite() {
        assertThat(ExperimentFile.write(experiment("Words"))).startsWith("""
                                                                         apiVersion: faultline.io/v1
                                                                         kind: Experiment
                                                                         metadata:
                                                                           name: written
                                                                           description: Words
                                                                         spec:
                                                                         """)
                .contains("type: process-pause\n", "duration: 1.5s\n", "status: 200\n").doesNotContain("{}")
                .doesNotContain("tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yes", "no", "null", "~", "1.10", "0x1F", "0o7", "1e3", ".inf", ".5", "+1", "- a",
            "a: b", "#x", " lead", "trail ", "a\tb", "a\nb\n", "*alias", "&anchor", "!tag", "%", "@x", "`", "{a}",
            "[a]", "'", "\"", "\\", "---", "...", "?", "? a", ":", "a #b", "é\uD83D\uDE00", "\u2028", "true", "=", "<<",
            "12:30:00", "2026-11-21", "\u00a0x", "a\r\nb", "0b1", "1_000", "-", "|", ">"})
    void anyWordsReadTheSameAgain(String words) {
        Experiment experiment = experiment(words);
        assertThat(ExperimentFileTest.valid(ExperimentFile.write(experiment))).isEqualTo(experiment);
    }

    @Property(tries = 300)
    void whateverIsWrittenReadsTheSame(@ForAll String words) {
        Experiment experiment = experiment(words);
        assertThat(ExperimentFileTest.valid(ExperimentFile.write(experiment))).isEqualTo(experiment);
    }

    @Test
    void keepsWhatIsRequiredThoughEmpty() {
        Experiment experiment = Experiment.of(new Metadata("empty", null, List.of()),
                new ExperimentSpec(new Hypothesis("t", null, List.of()), List.of(), new Rollbacks(null, List.of()),
                        null, List.of(), Map.of("v", ConfigurationValue.literal("1.10")), Map.of(), null));
        assertThat(ExperimentFileTest.valid(ExperimentFile.write(experiment))).isEqualTo(experiment);
    }

    private static Experiment experiment(String words) {
        Probe probe = new Probe("p", null, null, null, null, null, null, null,
                new HttpProbe("http://localhost", null, Map.of("X", words), words, null,
                        new HttpProbe.Expect(Comparator.number(200), Comparator.text(words), null)),
                null, null, null);
        Fault fault = Fault.of("f", new ProcessPause(ProcessTarget.listeningOn(8080)), Duration.ofMillis(1500),
                List.of(probe));
        return Experiment.of(new Metadata("written", words, List.of()),
                new ExperimentSpec(null, List.of(Stage.of(fault)), null, null, List.of(),
                        Map.of("value", ConfigurationValue.literal(words)), Map.of(), null));
    }
}
