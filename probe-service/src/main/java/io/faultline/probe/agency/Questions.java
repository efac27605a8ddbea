package io.faultline.probe.agency;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.probe.value.Values;

/** Writes down what is asked, and reads it again. */
public final class Questions {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");

    private Questions() {}

    /** A kind of probe as a whole one. */
    public static Probe asked(ProbeSpec spec) {
        return new Probe("asked", ProbeMode.EDGE, Duration.ofSeconds(1), Duration.ofSeconds(5), 1, Duration.ZERO,
                Duration.ZERO, false, spec instanceof HttpProbe http ? http : null,
                spec instanceof CommandProbe command ? command : null, spec instanceof TcpProbe tcp ? tcp : null,
                spec instanceof PrometheusProbe prometheus ? prometheus : null,
                spec instanceof KubernetesProbe k8s ? k8s : null);
    }

    /**
     * What the names in it stand for.
     *
     * @param written the probe as text
     */
    public static Map<String, String> values(String written, Values values) {
        Set<String> names = NAME.matcher(written).results().map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> all = new TreeMap<>();
        names.forEach(name -> all.put(name, values.text("${" + name + "}")));
        return all;
    }

    /** The same values, where the agent is. */
    public static Values given(Map<String, String> values) {
        return new Values(values.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, each -> ConfigurationValue.literal(each.getValue()))), Map.of(),
                _ -> null);
    }
}
