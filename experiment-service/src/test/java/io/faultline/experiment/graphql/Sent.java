package io.faultline.experiment.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Manifests as clients send them. */
final class Sent {
    private Sent() {}

    /** A bare engine of one fault. */
    static String engine(String name, String... probes) {
        return annotated(name, "", probes);
    }

    /** An engine that refers to stored probes. */
    static String referring(String name, String probe, String mode) {
        return annotated(name,
                "annotations: {probeRef: '[{\"name\":\"%s\",\"mode\":\"%s\"}]', any.other/annotation: 'not json'}"
                        .formatted(probe, mode));
    }

    private static String annotated(String name, String annotations, String... probes) {
        return """
               apiVersion: litmuschaos.io/v1alpha1
               kind: ChaosEngine
               metadata:
                 name: %s
                 generateName: %s
                 namespace: shop
                 %s
               spec:
                 engineState: active
                 chaosServiceAccount: litmus
                 appinfo: {appns: shop, applabel: app=cart, appkind: deployment}
                 experiments:
                   - name: pod-delete
                     spec:
                       components:
                         env: [{name: TOTAL_CHAOS_DURATION, value: "5"}]
                       probe: [%s]
               """.formatted(name, name, annotations, String.join(", ", probes));
    }

    /** A probe inside of an engine. */
    static String probe(String name, String mode) {
        return """
               {name: %s, type: httpProbe, mode: %s, httpProbe/inputs: {url: "http://127.0.0.1:1/", method: {get: {criteria: ==, responseCode: "200"}}}, runProperties: {probeTimeout: 2s, interval: 1s}}"""
                .formatted(name, mode);
    }

    /** One fault of a workflow: its weight and its probes. */
    record Fault(int weight, List<String> probes) {}

    /** A workflow of these faults, one group after the other. */
    static String workflow(String name, List<List<String>> groups, Map<String, Fault> faults) {
        List<String> steps = new ArrayList<>();
        groups.forEach(group -> steps.add("[%s]".formatted(String.join(", ",
                group.stream().map(fault -> "{name: %s, template: %s}".formatted(fault, fault)).toList()))));
        StringBuilder text = new StringBuilder("""
                                               apiVersion: argoproj.io/v1alpha1
                                               kind: Workflow
                                               metadata: {name: %s, namespace: litmus}
                                               spec:
                                                 entrypoint: main
                                                 templates:
                                                   - name: main
                                                     steps: [%s]
                                               """.formatted(name, String.join(", ", steps)));
        faults.forEach(
                (fault, meant) -> text.append("""
                                                  - name: %s
                                                    metadata: {labels: {weight: "%d"}}
                                                    inputs:
                                                      artifacts:
                                                        - name: %s
                                                          path: /tmp/%s.yaml
                                                          raw:
                                                            data: |
                                              %s
                                                    container: {image: litmus-checker, args: ["-file=/tmp/%s.yaml"]}
                                              """.formatted(fault, meant.weight(), fault, fault,
                        engine(fault, meant.probes().toArray(String[]::new)).indent(16).stripTrailing(), fault)));
        return text.toString();
    }
}
