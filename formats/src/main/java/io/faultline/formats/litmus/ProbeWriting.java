package io.faultline.formats.litmus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A probe as an engine says it. */
final class ProbeWriting {
    private final ObjectNode probe;
    private final String namespace;
    private final Losses losses;

    private ProbeWriting(ObjectNode probe, String namespace, Losses losses) {
        this.probe = probe;
        this.namespace = namespace;
        this.losses = losses;
    }

    /** Into an engine of this namespace. */
    static void write(Probe probe, ArrayNode probes, String namespace, Losses losses) {
        new ProbeWriting(probes.addObject(), namespace, losses).write(probe);
    }

    private void write(Probe written) {
        probe.put("name", written.name());
        switch (written.spec()) {
            case HttpProbe http -> http(http);
            case CommandProbe command -> command(command);
            case PrometheusProbe prometheus -> prometheus(prometheus);
            case KubernetesProbe kubernetes -> kubernetes(kubernetes);
            case TcpProbe _ -> losses.at("tcp").lose("Litmus has no probe of a TCP port");
        }
        probe.put("mode", ProbeReading.word(written.mode()));
        ObjectNode run = probe.putObject("runProperties");
        run.put("probeTimeout", new DurationText(written.timeout()).toString());
        run.put("interval", new DurationText(written.interval()).toString());
        run.put("attempt", written.attempts());
        run.put("probePollingInterval", new DurationText(written.every()).toString());
        if (!written.initialDelay().isZero()) {
            run.put("initialDelay", new DurationText(written.initialDelay()).toString());
        }
        run.put("stopOnFailure", written.stopOnFailure());
    }

    private ObjectNode inputs(String type) {
        probe.put("type", type);
        return probe.putObject(type + "/inputs");
    }

    private void http(HttpProbe http) {
        ObjectNode inputs = inputs("httpProbe");
        inputs.put("url", http.url());
        inputs.put("insecureSkipVerify", http.insecureSkipVerify());
        boolean post = http.method().equals("POST");
        losses.loseIf(!post && !http.method().equals("GET"), "http/method", "Litmus sends GET and POST");
        losses.loseIf(!post && http.body() != null, "http/body", "Litmus sends a body with POST only");
        losses.changeIf(!http.inside(), "http/inside", "Litmus asks from inside the cluster");
        ObjectNode how = inputs.putObject("method").putObject(post ? "post" : "get");
        Map<String, String> headers = new TreeMap<>(http.headers());
        if (post) {
            how.put("body", Objects.requireNonNullElse(http.body(), ""));
            String type = headers.remove("Content-Type");
            if (type != null) {
                how.put("contentType", type);
            }
        }
        headers.forEach((name, value) -> inputs.withArray("headers").addObject().put("key", name).put("value", value));
        losses.changeIf(!headers.isEmpty(), "http/headers", "Litmus sends no headers; Harness does");
        HttpProbe.Expect expect = http.expect();
        losses.loseIf(expect.body() != null, "http/expect/body", "Litmus looks at the status only");
        losses.loseIf(expect.within() != null, "http/expect/within", "Litmus bounds a request by probeTimeout");
        Comparator status = expect.status();
        losses.loseIf(status == null || status.type() != Comparator.Type.INT, "http/expect/status",
                "Litmus compares the status as a whole number");
        if (status != null) {
            how.put("criteria", status.criteria());
            how.put("responseCode", status.value());
        }
    }

    private void command(CommandProbe command) {
        ObjectNode inputs = inputs("cmdProbe");
        String line = command.argv().stream().map(ProbeWriting::quoted).collect(Collectors.joining(" "));
        boolean plain = ShellWords.split(line) instanceof ShellWords.Split.Words(List<String> argv)
                && argv.equals(command.argv());
        losses.loseIf(!plain, "command/argv", "a shell would not run these words as they are");
        losses.loseIf(!command.expect().exitCode().equals(Comparator.number(0)), "command/expect/exitCode",
                "Litmus wants exit code 0");
        inputs.put("command", line);
        comparator(inputs, command.expect().output());
        PodSource pod = command.pod();
        losses.loseIf(pod == null && !command.env().isEmpty(), "command/env", "Litmus sets variables in a source only");
        if (pod == null) {
            losses.at("command/pod").change("Litmus runs it in the experiment's pod");
            return;
        }
        losses.loseIf(pod.image() == null, "command/pod", "Litmus starts a pod of its own, from an image");
        ObjectNode source = inputs.putObject("source");
        source.put("image", Objects.requireNonNullElse(pod.image(), ""));
        source.put("hostNetwork", pod.hostNetwork());
        if (!pod.namespace().equals(namespace)) {
            losses.at("command/pod/namespace").change("Litmus starts it in the engine's namespace");
            source.put("namespace", pod.namespace());
        }
        new TreeMap<>(command.env()).forEach(
                (name, value) -> source.withArray("env").addObject().put("name", name).put("value", value));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void prometheus(PrometheusProbe prometheus) {
        ObjectNode inputs = inputs("promProbe");
        inputs.put("endpoint", prometheus.endpoint());
        inputs.put("query", prometheus.query());
        losses.loseIf(!prometheus.headers().isEmpty(), "prometheus/headers", "Litmus sends no headers");
        losses.changeIf(!prometheus.inside(), "prometheus/inside", "Litmus asks from inside the cluster");
        losses.loseIf(prometheus.expect().type() != Comparator.Type.FLOAT, "prometheus/expect",
                "Litmus compares a sample as a float");
        comparator(inputs, prometheus.expect());
    }

    private void kubernetes(KubernetesProbe kubernetes) {
        ObjectNode inputs = inputs("k8sProbe");
        boolean known = switch (kubernetes.operation()) {
            case PRESENT, ABSENT, CREATE, DELETE -> true;
            case COUNT, READY, EACH, LOGS -> false;
        };
        losses.loseIf(!known, "k8s/operation", "Litmus knows present, absent, create and delete");
        losses.loseIf(kubernetes.expect() != null || kubernetes.container() != null, "k8s/expect",
                "Litmus looks whether objects are there");
        inputs.put("group", kubernetes.group());
        inputs.put("version", kubernetes.version());
        put(inputs, "resource", kubernetes.resource());
        boolean changes = kubernetes.operation() == KubernetesProbe.Operation.CREATE
                || kubernetes.operation() == KubernetesProbe.Operation.DELETE;
        if (changes || !kubernetes.namespace().equals(KubernetesProbe.ALL_NAMESPACES)) {
            inputs.put("namespace", kubernetes.namespace());
        }
        if (!kubernetes.names().isEmpty()) {
            inputs.put("resourceNames", String.join(",", kubernetes.names()));
        }
        put(inputs, "labelSelector", kubernetes.labels());
        put(inputs, "fieldSelector", kubernetes.fields());
        inputs.put("operation", kubernetes.operation().name().toLowerCase(Locale.ROOT));
        put(probe, "data", kubernetes.data());
    }

    private static void comparator(ObjectNode inputs, @Nullable Comparator comparator) {
        if (comparator != null) {
            inputs.putObject("comparator").put("type", comparator.type().name().toLowerCase(Locale.ROOT))
                    .put("criteria", comparator.criteria()).put("value", comparator.value());
        }
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
