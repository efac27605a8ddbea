package io.faultline.experiment.hub;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LayoutRulesTest {
    @ParameterizedTest
    @CsvSource({"faults/a/b/engine.yaml,true", "faults/a/a.chartserviceversion.yaml,true",
            "experiments/a/experiment.yml,true", "faults/a/icons/b.png,false", "faults/a/b/c/engine.yaml,false",
            "README.md,false", "faults/x.yaml,false", "other/a/b/engine.yaml,false"})
    void knowsWhatBelongsToAHub(String path, boolean wanted) {
        assertThat(LayoutRules.isWanted(path)).isEqualTo(wanted);
    }

    @Test
    void findsTemplatesWithTheirTexts() {
        Map<String, String> files = Map.of("faults/k/pod-delete/engine.yaml", "engine",
                "faults/k/pod-delete/fault.yaml", "definition",
                "faults/k/pod-delete/pod-delete.chartserviceversion.yaml",
                "chart", "faults/k/k.chartserviceversion.yaml", "category", "faults/k/empty/fault.yaml", "no engine",
                "experiments/lost/experiment.yaml", "workflow", "faults/k/own/faultline.yaml", "own",
                "faults/../x/engine.yaml", "way out");
        assertThat(LayoutRules.templates(files)).extracting(Template::path).containsExactly("experiments/lost",
                "faults/k/own", "faults/k/pod-delete");
        Template fault = LayoutRules.templates(files).getLast();
        assertThat(fault.category()).isEqualTo("k");
        assertThat(fault.text()).contains("engine");
        assertThat(fault.fault()).contains("definition");
        assertThat(fault.chart()).isEqualTo("chart");
        Template own = LayoutRules.templates(files).get(1);
        assertThat(own.fault()).contains("own");
        assertThat(own.engine()).contains("own");
        assertThat(LayoutRules.charts(files)).containsExactlyEntriesOf(Map.of("k", "category"));
    }
}
