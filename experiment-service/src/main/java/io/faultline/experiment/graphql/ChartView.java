package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Map;

import io.faultline.experiment.hub.Template;
import io.faultline.formats.hub.Chart;

/** A chart as Litmus shows it: of a category, with its faults. */
record ChartView(String apiVersion, String kind, Metadata metadata, Spec spec, PackageInformation packageInfo) {
    record Annotation(String categories, String vendor, String createdAt, String repository, String support,
            String chartDescription) {}

    record Metadata(String name, String version, Annotation annotations) {}

    record Maintainer(String name, String email) {}

    record Link(String name, String url) {}

    record Provider(String name) {}

    record Fault(String name, String displayName, String description, List<String> plan) {}

    record Spec(String displayName, String categoryDescription, List<String> keywords, String maturity,
            List<Maintainer> maintainers, String minKubeVersion, Provider provider, List<Link> links,
            List<Fault> faults, List<String> experiments, String chaosExpCRDLink, List<String> platforms,
            String chaosType) {}

    record Packaged(String name, String CSV, String desc) {}

    record PackageInformation(String packageName, List<Packaged> experiments) {}

    /**
     * @param text the category's chart; empty if there is none
     * @param templates the faults in the category's folder
     */
    static ChartView of(String category, String text, List<Template> templates) {
        Chart chart = Chart.read(text, category);
        List<Fault> named = chart.faults().stream()
                .map(each -> new Fault(each.name(), each.displayName(), each.description(), each.plan())).toList();
        List<Fault> faults = named.isEmpty()
                ? templates.stream().map(each -> new Fault(each.name(), each.name(), "", List.of())).toList()
                : named;
        return new ChartView("litmuchaos.io/v1alpha1", "ChartServiceVersion",
                new Metadata(chart.name(), chart.version(), annotation(chart.annotations())),
                new Spec(chart.displayName(), chart.description(), chart.keywords(), chart.maturity(),
                        chart.maintainers().stream().map(each -> new Maintainer(each.getOrDefault("name", ""),
                                each.getOrDefault("email", ""))).toList(),
                        chart.minKubeVersion(), new Provider(chart.provider()),
                        chart.links().stream().map(each -> new Link(each.getOrDefault("name", ""),
                                each.getOrDefault("url", ""))).toList(),
                        faults, chart.experiments(), chart.definitionLink(), chart.platforms(), chart.chaosType()),
                new PackageInformation(category, templates.stream().map(each -> new Packaged(each.name(),
                        each.name() + ".chartserviceversion.yaml", Chart.read(each.chart(), each.name())
                                .description()))
                        .toList()));
    }

    private static Annotation annotation(Map<String, String> given) {
        return new Annotation(given.getOrDefault("categories", ""), given.getOrDefault("vendor", ""),
                given.getOrDefault("createdat", ""), given.getOrDefault("repository", ""),
                given.getOrDefault("support", ""), given.getOrDefault("chartdescription", ""));
    }
}
