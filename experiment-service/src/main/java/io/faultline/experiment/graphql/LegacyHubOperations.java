package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Locale;

import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.hub.Template;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hubs in the words of Litmus 2.x: named instead of numbered, their faults called experiments and these workflows. */
@Component
record LegacyHubOperations(HubDesk desk, HubOperations hubs) implements Operations {
    private static final String PREDEFINED = "predefined";

    record Wanted(@Nullable String hubName, @Nullable String chartName, String experimentName,
            @Nullable String fileType) {
        String chart() {
            return Asked.given(chartName, "chartName");
        }

        String file() {
            return fileType == null ? "" : fileType.toLowerCase(Locale.ROOT);
        }
    }

    record Status(String id, String repoURL, String repoBranch, boolean isAvailable, String totalExp, String hubName,
            String hubType, boolean isPrivate, String authType, @Nullable String token, @Nullable String userName,
            @Nullable String password, boolean isRemoved, @Nullable String sshPrivateKey,
            @Nullable String sshPublicKey, String lastSyncedAt) {
        static Status of(HubView hub) {
            return new Status(hub.id(), hub.repoURL(), hub.repoBranch(), hub.isAvailable(), hub.totalFaults(),
                    hub.name(), hub.hubType(), hub.isPrivate(), hub.authType(), hub.token(), hub.userName(),
                    hub.password(), hub.isRemoved(), hub.sshPrivateKey(), hub.sshPublicKey(),
                    Times.seconds(hub.lastSyncedAt()));
        }
    }

    record Predefined(String workflowName, String workflowCSV, String workflowManifest) {
        static Predefined of(HubOperations.Predefined experiment) {
            return new Predefined(experiment.experimentName(), experiment.experimentCSV(),
                    experiment.experimentManifest());
        }
    }

    record Details(String engineDetails, String experimentDetails) {
        static Details of(Template fault) {
            return new Details(fault.engine().orElse(""), fault.fault().orElse(""));
        }
    }

    @Override
    public void enter(Switchboard board) {
        board.query("listHubStatus", asked -> desk.all().stream()
                .map(each -> Status.of(HubView.of(asked.project().id(), each, desk.counts(each), false))).toList())
                .query("listCharts", asked -> hubs.charts(named(asked.text("hubName"))))
                .query("getHubExperiment", this::chart).query("getYAMLData", this::yaml)
                .query("getExperimentDetails", asked -> Details.of(fault(asked.request(Wanted.class))))
                .query("listPredefinedWorkflows", asked -> hubs.experiments(named(asked.text("hubName"))).stream()
                        .map(Predefined::of).toList())
                .query("getPredefinedExperimentYAML", this::predefined);
    }

    private Hub named(String name) {
        return desk.all().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                        "There is no hub named %s; listHubStatus names those there are.".formatted(name)));
    }

    private Hub hub(Wanted wanted) {
        return named(Asked.given(wanted.hubName(), "hubName"));
    }

    private Template fault(Wanted wanted) {
        return hubs.fault(hub(wanted), wanted.chart(), wanted.experimentName());
    }

    private ChartView chart(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Template template = wanted.chart().equalsIgnoreCase(PREDEFINED)
                ? hubs.experiment(hub(wanted), wanted.experimentName())
                : fault(wanted);
        return ChartView.of(template.name(), template.chart(), List.of(template));
    }

    private String yaml(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        return switch (wanted.file()) {
            case "experiment" -> fault(wanted).fault().orElse("");
            case "engine" -> fault(wanted).engine().orElse("");
            default -> throw new Problem(ProblemType.INVALID_REQUEST,
                    "invalid file type: it is EXPERIMENT or ENGINE; getPredefinedExperimentYAML has workflows");
        };
    }

    private String predefined(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        if (!wanted.chart().equalsIgnoreCase(PREDEFINED) || !wanted.file().equals("workflow")) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "invalid file type: chartName has to be predefined, and fileType WORKFLOW; getYAMLData has the others");
        }
        return hubs.experiment(hub(wanted), wanted.experimentName()).text().orElse("");
    }
}
