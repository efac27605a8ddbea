package io.faultline.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the agent of a cluster runs there. */
final class AgentOptions {
    /** As kubectl writes taints. */
    private static final Pattern TOLERATION = Pattern
            .compile("(?<key>[^=:]+)?(=(?<value>[^:]*))?(:(?<effect>[A-Za-z]+))?");

    @Option(names = "--server", paramLabel = "URL", description = "Where the agent reaches Faultline; else what the server says, else --address, unless that is this machine's loopback.")
    private @Nullable String server;

    @Option(names = "--agent-namespace", paramLabel = "NAMESPACE", description = "Where the agent lives; faultline by default, or the only namespace.")
    private @Nullable String home;

    @Option(names = "--namespace-exists", negatable = true, description = "Whether the manifest leaves out that namespace, for it is there; by default if --namespace is given.")
    private @Nullable Boolean homeExists;

    @Option(names = "--service-account", paramLabel = "NAME", description = "The agent's account; faultline-agent by default.")
    private @Nullable String account;

    @Option(names = "--node-selector", paramLabel = "KEY=VALUE", split = ",", description = "Only on nodes with these labels.")
    private @Nullable Map<String, String> nodeSelector;

    @Option(names = "--toleration", paramLabel = "KEY[=VALUE][:EFFECT]", description = "A taint of nodes it puts up with; may be given several times.")
    private @Nullable List<String> tolerations;

    @Option(names = "--image", paramLabel = "IMAGE", description = "The agent's image, unless the server's.")
    private @Nullable String image;

    @Option(names = "--helper-image", paramLabel = "IMAGE", description = "The image of the pods that make faults next to their targets, unless the server's.")
    private @Nullable String helperImage;

    @Option(names = "--replicas", paramLabel = "N", description = "How many agents share the work; 1 by default.")
    private @Nullable Integer replicas;

    /** What is said of it, as the API takes it. */
    Map<String, Object> said() {
        Map<String, Object> said = new LinkedHashMap<>();
        put(said, "server", server);
        put(said, "agentNamespace", home);
        put(said, "namespaceExists", homeExists);
        put(said, "serviceAccount", account);
        put(said, "nodeSelector", nodeSelector);
        put(said, "tolerations",
                tolerations == null ? null : tolerations.stream().map(AgentOptions::toleration).toList());
        put(said, "image", image);
        put(said, "helperImage", helperImage);
        put(said, "replicas", replicas);
        return said;
    }

    private static Map<String, Object> toleration(String text) {
        Matcher taint = TOLERATION.matcher(text);
        if (text.isBlank() || !taint.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no taint; write it as kubectl does: key=value:NoSchedule, key:NoExecute or key"
                            .formatted(text));
        }
        Map<String, Object> toleration = new LinkedHashMap<>();
        put(toleration, "key", taint.group("key"));
        toleration.put("operator", taint.group("value") == null ? "Exists" : "Equal");
        put(toleration, "value", taint.group("value"));
        put(toleration, "effect", taint.group("effect"));
        return toleration;
    }

    private static void put(Map<String, Object> said, String field, @Nullable Object value) {
        if (value != null) {
            said.put(field, value);
        }
    }
}
