package io.faultline.experiment.infrastructure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.Privilege;
import io.faultline.contracts.fault.Privilege.Place;
import io.faultline.contracts.fault.Privileges;
import org.jspecify.annotations.Nullable;

/**
 * What is applied to a cluster to connect it: an agent that calls in, and the least it has to be allowed for the faults
 * that may happen there. The same infrastructure always gives the same text.
 *
 * @param images those of this server
 * @param token the agents' token; without one the manifest has no secret, and what is in the cluster stays
 */
public record Manifest(KeptInfrastructure infrastructure, Images images, @Nullable String token) {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String AGENT = "faultline-agent";
    private static final int NOBODY = 65532;

    /** @param helper the image of the pods that make faults next to their targets */
    public record Images(String agent, String helper) {}

    /** Without the token: whoever logs it by mistake tells nothing. */
    @Override
    public String toString() {
        return "Manifest[" + infrastructure.name() + "]";
    }

    public String text() {
        List<Map<String, ?>> objects = new ArrayList<>();
        if (!spec().namespaceExists()) {
            objects.add(object("v1", "Namespace", ordered("name", home(), "labels", homeLabels()), Map.of()));
        }
        objects.add(object("v1", "ServiceAccount", named(spec().serviceAccount()), Map.of()));
        objects.addAll(permissions());
        if (token != null) {
            objects.add(object("v1", "Secret", named(AGENT),
                    ordered("type", "Opaque", "stringData", Map.of("token", token))));
        }
        objects.add(object("apps/v1", "Deployment", named(AGENT), Map.of("spec", deployment())));
        return "# The agent of infrastructure %s (%s), made by Faultline.%n".formatted(infrastructure.id(),
                isBound() ? "one namespace" : "the whole cluster") + Yaml.documents(objects);
    }

    /** The faults its roles let happen: those of nodes only where it is allowed the whole cluster. */
    public Set<FaultType> faults() {
        return spec().enabled();
    }

    private List<Map<String, ?>> permissions() {
        List<Map<String, ?>> objects = new ArrayList<>();
        List<Privilege> targets = Privileges.of(faults(), Place.TARGETS);
        List<Privilege> home = Privileges.of(faults(), Place.HOME);
        if (isBound()) {
            objects.addAll(role(AGENT, concat(targets, home)));
            return objects;
        }
        List<Privilege> cluster = concat(Privileges.of(faults(), Place.CLUSTER), Privileges.of(faults(), Place.WIDE));
        objects.addAll(clusterRole(concat(targets, cluster)));
        if (!home.isEmpty()) {
            objects.addAll(role(AGENT, home));
        }
        return objects;
    }

    private List<Map<String, ?>> role(String name, List<Privilege> privileges) {
        return List.of(object(RBAC + "/v1", "Role", named(name), Map.of("rules", rules(privileges))),
                object(RBAC + "/v1", "RoleBinding", named(name), binding("Role", name)));
    }

    private List<Map<String, ?>> clusterRole(List<Privilege> privileges) {
        String name = AGENT + "-" + infrastructure.id();
        Map<String, ?> metadata = ordered("name", name, "labels", labels());
        return List.of(object(RBAC + "/v1", "ClusterRole", metadata, Map.of("rules", rules(privileges))),
                object(RBAC + "/v1", "ClusterRoleBinding", metadata, binding("ClusterRole", name)));
    }

    private Map<String, ?> binding(String kind, String role) {
        return ordered("roleRef", ordered("apiGroup", RBAC, "kind", kind, "name", role), "subjects", List.of(ordered(
                "kind", "ServiceAccount", "name", spec().serviceAccount(), "namespace", home())));
    }

    private static List<Map<String, ?>> rules(List<Privilege> privileges) {
        return privileges.stream().<Map<String, ?>>map(each -> ordered("apiGroups", List.of(each.group()),
                "resources", List.of(each.resource()), "verbs", each.verbs())).toList();
    }

    /** Each resource once, though it is needed in two places that are one here. */
    private static List<Privilege> concat(List<Privilege> some, List<Privilege> more) {
        Map<String, Privilege> all = new TreeMap<>();
        List.of(some, more).forEach(list -> list.forEach(each -> all.merge(each.group() + "/" + each.resource(), each,
                (one, other) -> new Privilege(one.place(), one.group(), one.resource(),
                        Stream.concat(one.verbs().stream(), other.verbs().stream()).distinct().sorted()
                                .toList()))));
        return List.copyOf(all.values());
    }

    private Map<String, ?> deployment() {
        Map<String, ?> selected = Map.of("app.kubernetes.io/name", AGENT);
        Map<String, String> labels = new TreeMap<>(labels());
        labels.put("app", "subscriber"); // litmusctl connect waits for a pod that is called as Litmus' agent
        return ordered("replicas", spec().replicas(), "selector", Map.of("matchLabels", selected), "template",
                ordered("metadata", Map.of("labels", labels), "spec", pod()));
    }

    private Map<String, ?> pod() {
        Map<String, Object> pod = ordered("serviceAccountName", spec().serviceAccount(),
                "terminationGracePeriodSeconds", 30, "securityContext",
                ordered("runAsNonRoot", true, "runAsUser", NOBODY, "runAsGroup", NOBODY, "seccompProfile",
                        Map.of("type", "RuntimeDefault")),
                "containers", List.of(container()));
        if (!spec().nodeSelector().isEmpty()) {
            pod.put("nodeSelector", new TreeMap<>(spec().nodeSelector()));
        }
        if (!spec().tolerations().isEmpty()) {
            pod.put("tolerations", spec().tolerations().stream().map(Manifest::toleration).toList());
        }
        return pod;
    }

    private Map<String, ?> container() {
        String image = spec().image();
        return ordered("name", "agent", "image", image == null ? images.agent() : image, "imagePullPolicy",
                "IfNotPresent", "env", environment(), "securityContext",
                ordered("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true, "capabilities",
                        Map.of("drop", List.of("ALL"))),
                "resources", ordered("requests", ordered("cpu", "50m", "memory", "128Mi"), "limits",
                        ordered("cpu", "1", "memory", "384Mi")));
    }

    private List<Map<String, ?>> environment() {
        List<Map<String, ?>> all = new ArrayList<>(List.of(
                variable("FAULTLINE_SERVER", Objects.requireNonNull(spec().server())),
                variable("FAULTLINE_INFRASTRUCTURE", infrastructure.id().toString())));
        if (isBound()) {
            all.add(variable("FAULTLINE_ONLY_NAMESPACE", home()));
        }
        if (hasHelpers()) {
            String helper = spec().helperImage();
            all.add(variable("FAULTLINE_HELPER_IMAGE", helper == null ? images.helper() : helper));
        }
        all.add(ordered("name", "FAULTLINE_HELPER_NAMESPACE", "valueFrom", field("metadata.namespace")));
        all.add(ordered("name", "FAULTLINE_INSTANCE", "valueFrom", field("metadata.name")));
        all.add(ordered("name", "FAULTLINE_TOKEN", "valueFrom",
                Map.of("secretKeyRef", ordered("name", AGENT, "key", "token"))));
        return all;
    }

    private static Map<String, ?> field(String path) {
        return Map.of("fieldRef", Map.of("fieldPath", path));
    }

    private static Map<String, ?> variable(String name, String value) {
        return ordered("name", name, "value", value);
    }

    private static Map<String, ?> toleration(Toleration toleration) {
        Map<String, String> written = new LinkedHashMap<>();
        put(written, "key", toleration.key());
        put(written, "operator", toleration.operator());
        put(written, "value", toleration.value());
        put(written, "effect", toleration.effect());
        return written;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private Map<String, ?> named(String name) {
        return ordered("name", name, "namespace", home(), "labels", labels());
    }

    private Map<String, String> labels() {
        return new TreeMap<>(Map.of("app.kubernetes.io/name", AGENT, "app.kubernetes.io/part-of", "faultline",
                "faultline.io/infrastructure", infrastructure.id().toString()));
    }

    /** Helper pods need what the stricter levels of pod security forbid; whoever enforces those has to be told here. */
    private Map<String, String> homeLabels() {
        Map<String, String> labels = new TreeMap<>(labels());
        if (hasHelpers()) {
            labels.put("pod-security.kubernetes.io/enforce", "privileged");
        }
        return labels;
    }

    private boolean hasHelpers() {
        return faults().stream().anyMatch(type -> HelperFault.class.isAssignableFrom(type.spec()));
    }

    private boolean isBound() {
        return spec().namespace() != null;
    }

    private String home() {
        return spec().agentNamespace();
    }

    private InfrastructureSpec spec() {
        return infrastructure.spec();
    }

    private static Map<String, Object> object(String version, String kind, Map<String, ?> metadata,
            Map<String, ?> rest) {
        Map<String, Object> object = ordered("apiVersion", version, "kind", kind, "metadata", metadata);
        object.putAll(rest);
        return object;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
