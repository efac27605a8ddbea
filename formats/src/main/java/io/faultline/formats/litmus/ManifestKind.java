package io.faultline.formats.litmus;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of manifest that are an experiment. */
public enum ManifestKind {
    WORKFLOW("Workflow", "argoproj.io/v1alpha1"), //
    CRON_WORKFLOW("CronWorkflow", "argoproj.io/v1alpha1"), //
    CHAOS_ENGINE("ChaosEngine", "litmuschaos.io/v1alpha1"), //
    CHAOS_SCHEDULE("ChaosSchedule", "litmuschaos.io/v1alpha1");

    private final String word;
    private final String apiVersion;

    ManifestKind(String word, String apiVersion) {
        this.word = word;
        this.apiVersion = apiVersion;
    }

    /** As the manifest's <code>kind</code> says it. */
    public String word() {
        return word;
    }

    public String apiVersion() {
        return apiVersion;
    }

    static Optional<ManifestKind> named(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equalsIgnoreCase(word)).findFirst();
    }
}
