package io.faultline.experiment.infrastructure;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.Privileges;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a cluster they connect.
 *
 * @param kubeconfig CONNECTOR: path of the file, where the services run; what stands in it is never kept
 * @param namespace the only namespace anything may be done in; without one, the whole cluster
 * @param agentNamespace MANIFEST: where the agent lives
 * @param namespaceExists MANIFEST: whether that namespace is there already, so that the manifest must not hold it
 * @param server MANIFEST: where agents call in
 * @param image MANIFEST: the agent's image, unless this server's
 * @param helperImage MANIFEST: of the pods that make faults next to their targets, unless this server's
 * @param faults wire names of the faults it lets happen; none means all that can
 */
public record InfrastructureSpec(String name, InfrastructureKind kind, @Nullable String description,
        List<String> tags, @Nullable String kubeconfig, @Nullable String context, @Nullable String namespace,
        String agentNamespace, Boolean namespaceExists, String serviceAccount, Map<String, String> nodeSelector,
        List<Toleration> tolerations, Integer replicas, @Nullable String server, @Nullable String image,
        @Nullable String helperImage, List<String> faults) {
    private static final String HOME = "faultline";
    private static final int LONGEST_NAME = 128;
    private static final int MOST_REPLICAS = 10;

    public InfrastructureSpec {
        kind = kind == null ? (kubeconfig == null ? InfrastructureKind.MANIFEST : InfrastructureKind.CONNECTOR) : kind;
        tags = tags == null ? List.of() : tags.stream().toList();
        agentNamespace = agentNamespace == null ? (namespace == null ? HOME : namespace) : agentNamespace;
        namespaceExists = namespaceExists == null ? namespace != null : namespaceExists;
        serviceAccount = serviceAccount == null ? "faultline-agent" : serviceAccount;
        nodeSelector = nodeSelector == null
                ? Map.of()
                : Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
        tolerations = tolerations == null ? List.of() : tolerations.stream().toList();
        replicas = replicas == null ? 1 : replicas;
        faults = faults == null ? List.of() : faults.stream().distinct().toList();
    }

    /** The same, called by this server's address unless it names one. */
    public InfrastructureSpec calling(@Nullable String address) {
        return kind == InfrastructureKind.MANIFEST && server == null && address != null
                ? new InfrastructureSpec(name, kind, description, tags, kubeconfig, context, namespace, agentNamespace,
                        namespaceExists, serviceAccount, nodeSelector, tolerations, replicas, address, image,
                        helperImage, faults)
                : this;
    }

    /** The kinds of fault that may happen in it. */
    public Set<FaultType> enabled() {
        Set<FaultType> enabled = EnumSet.noneOf(FaultType.class);
        Stream.of(FaultType.values()).filter(this::isPossible).filter(this::isWithin)
                .filter(type -> faults.isEmpty() || faults.contains(type.wireName())).forEach(enabled::add);
        return enabled;
    }

    /** Applications in pods are spoken to by the injector itself, which reaches those of a CONNECTOR only. */
    private boolean isPossible(FaultType type) {
        return ClusterFault.class.isAssignableFrom(type.spec())
                || kind == InfrastructureKind.CONNECTOR && ApplicationFault.class.isAssignableFrom(type.spec());
    }

    private boolean isWithin(FaultType type) {
        return namespace == null || !Privileges.needsCluster(type);
    }

    /**
     * Whether an agent in a pod reaches the server. What Litmus' clients register is exempt: it is called by the address
     * they came by, and they cannot say another one.
     */
    public void checkReach(Complaints complaints) {
        complaints.at("server").unless(kind == InfrastructureKind.CONNECTOR || server == null
                || !AddressRules.isLoopback(server),
                "pods reach themselves at '%s'; name the address where they reach this server: https://HOST"
                        .formatted(server));
    }

    public void check(Complaints complaints) {
        complaints.required(name, "name");
        complaints.at("name").unless(name == null || name.length() <= LONGEST_NAME && isPrintable(name),
                "must be at most %d printable characters".formatted(LONGEST_NAME));
        complaints.at("description").unless(description == null || description.length() <= 1024,
                "must be at most 1024 characters");
        label(complaints, "namespace", namespace);
        present(complaints, "tags", tags);
        complaints.at("faults").each(faults, this::checkFault);
        switch (kind) {
            case CONNECTOR -> checkConnector(complaints);
            case MANIFEST -> checkManifest(complaints);
        }
    }

    private void checkFault(String name, Complaints complaints) {
        Optional<FaultType> type = FaultType.named(name).filter(this::isPossible);
        complaints.unless(type.isPresent(),
                "'%s' is no fault that can happen in a cluster reached so; docs/faults.md lists them".formatted(name));
        complaints.unless(type.filter(each -> !isWithin(each)).isEmpty(),
                "'%s' hits nodes, which are in no namespace; only '%s' may be used here".formatted(name, namespace));
    }

    private void checkConnector(Complaints complaints) {
        complaints.required(kubeconfig, "kubeconfig");
        complaints.at("kubeconfig").unless(
                kubeconfig == null || isPrintable(kubeconfig) && Path.of(kubeconfig).isAbsolute(),
                "must be an absolute path, where the services run");
        complaints.at("context").unless(context == null || isPrintable(context), "must be the name of a context");
    }

    private void checkManifest(Complaints complaints) {
        complaints.at("kubeconfig").unless(kubeconfig == null,
                "only what is reached by a kubeconfig (CONNECTOR) has one");
        complaints.at("server").unless(server != null && AddressRules.isServer(server),
                "must be http://HOST[:PORT] or https://HOST[:PORT]: where the agent reaches this server");
        label(complaints, "agentNamespace", agentNamespace);
        label(complaints, "serviceAccount", serviceAccount);
        complaints.at("agentNamespace").unless(namespace == null || agentNamespace.equals(namespace),
                "what may only be used in one namespace has its agent there");
        nodeSelector.forEach((key, value) -> complaints.at("nodeSelector")
                .at(key.replace("~", "~0").replace("/", "~1")).unless(
                        value != null && NameRules.isQualified(key) && NameRules.isValue(value),
                        "'%s=%s' is no label of a node".formatted(key, value)));
        present(complaints, "tolerations", tolerations);
        complaints.at("tolerations").each(tolerations, (each, place) -> {
            if (each != null) {
                each.check(place);
            }
        });
        complaints.within(replicas, 1, MOST_REPLICAS, "replicas");
        image(complaints, "image", image);
        image(complaints, "helperImage", helperImage);
    }

    private static void image(Complaints complaints, String field, @Nullable String value) {
        complaints.at(field).unless(value == null || NameRules.isImage(value), "must be the name of an image");
    }

    private static void present(Complaints complaints, String field, List<?> values) {
        complaints.at(field).each(values, (each, place) -> place.unless(each != null, "must not be null"));
    }

    private static void label(Complaints complaints, String field, @Nullable String value) {
        complaints.at(field).unless(value == null || NameRules.isLabel(value),
                "must be a name as Kubernetes has them: small letters, digits and '-', 63 at most");
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }
}
