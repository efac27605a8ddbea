package io.faultline.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ApiFault;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.Privilege;
import io.faultline.contracts.fault.Privileges;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.contracts.fault.Target;
import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

/** Writes docs/faults.md: meanings from the records' descriptions, defaults and ranges from what the records do. */
final class FaultsPage {
    private static final Path HEAD = Path.of("src/test/resources/faults-head.md");

    private static final String NEVER = "never pods or workloads of Faultline's own, its database and broker, nor in protected namespaces.";

    /** They ask something else of a fault, and look at no target: what only they break was not seen. */
    private static final Set<String> ELSEWHERE = Set.of("FaultsApiIT", "InjectorIT", "JournalIT", "PrivilegesIT",
            "ThrottledApiIT");

    private static final Map<String, String> TESTS = tests();

    private FaultsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(read(HEAD));
        page.append(
                "\n| type | fields | how it is undone | limits | seen, and by which test of injector-service | privileges in the cluster |\n|---|---|---|---|---|---|\n");
        for (FaultType type : FaultType.values()) {
            row(page, "`%s`<br>%s".formatted(type.wireName(), javadoc(type.spec())), fields(type.spec()), undo(type),
                    limits(type), seen(type), privileges(type));
        }
        page.append("\nFields of targets, and of every fault:\n\n| what | fields |\n|---|---|\n");
        row(page, "processes", fields(ProcessTarget.class));
        row(page, "a fault proxy", fields(ProxyTarget.class));
        row(page, "pods", fields(PodTarget.class));
        row(page, "nodes", fields(NodeTarget.class));
        row(page, "workloads", fields(WorkloadTarget.class));
        row(page, "an application", fields(ApplicationTarget.class));
        row(page, "traffic of pods", fields(Traffic.class));
        row(page, "every fault", fields(Fault.class));
        return page.toString();
    }

    private static String undo(FaultType type) {
        return switch (type) {
            case NO_FAULT -> "nothing to undo";
            case PROCESS_PAUSE -> "SIGCONT, to that very process; by the watchdog too, should the injector die";
            case PROCESS_KILL -> "cannot be: whoever looks after the process has to start it again";
            case CPU_STRESS, MEMORY_STRESS ->
                "the worker is killed; it ends by itself when its time is up or the injector dies";
            case DISK_FILL -> "the file is deleted; by the watchdog too, should the injector die";
            case NETWORK_LATENCY, NETWORK_BANDWIDTH, NETWORK_BLACKHOLE ->
                "taken out of the fault proxy; what was held back goes on, no byte is lost";
            case NETWORK_RESET, NETWORK_CUT -> "taken out of the fault proxy; who connects again is left alone";
            case NETWORK_DOWN -> "the fault proxy listens again";
            case POD_DELETE, POD_EVICT, DEPLOYMENT_RESTART, CONTAINER_KILL ->
                "cannot be: starting them again is what their controller, or the kubelet, has to show";
            case POD_AUTOSCALER, DEPLOYMENT_SCALE ->
                "the former size is put back, unless somebody else has changed it since; by any injector, by the sweep, by `faultline revert --cluster`";
            case POD_NETWORK_PARTITION ->
                "the NetworkPolicy is deleted; by any injector, by the sweep, by `faultline revert --cluster`";
            case NODE_CORDON, NODE_DRAIN ->
                "the node is uncordoned, unless it was cordoned before; by any injector, by the sweep, by `faultline revert --cluster`. Pods stay where they went";
            case NODE_TAINT ->
                "the taint is taken off; by any injector, by the sweep, by `faultline revert --cluster`";
            case POD_CPU_HOG, POD_MEMORY_HOG, POD_IO_STRESS, NODE_CPU_HOG, NODE_MEMORY_HOG, NODE_IO_STRESS ->
                "the worker is killed; it ends by itself when its time is up or its helper dies";
            case POD_DISK_FILL -> "the file is deleted, by the helper, its guard or the next helper there";
            case POD_NETWORK_LATENCY, POD_NETWORK_LOSS, POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION,
                    POD_NETWORK_RATE_LIMIT ->
                "taken out of the pod's network, by the helper, its guard or the next helper there; what others have in force there stays";
            case POD_HTTP_LATENCY, POD_HTTP_STATUS_CODE, POD_HTTP_MODIFY_HEADER, POD_HTTP_MODIFY_BODY,
                    POD_HTTP_RESET_PEER, POD_DNS_ERROR, POD_DNS_SPOOF ->
                "the redirection is taken out of the pod's network, by the helper, its guard or the next helper there; the proxy lets what is under way come to its end";
            case KUBELET_SERVICE_KILL -> "SIGCONT, by the helper on the node alone, at the end of the fault";
            case SPRING_BOOT_CHAOS ->
                "Chaos Monkey gets back the settings it had, word for word; by the watchdog too, should the injector die (pods reached by a forwarded port: by the next injector, within 5 s). A killed application is started again by whoever looks after it";
            case TOXIPROXY ->
                "the toxic is deleted, or the proxy enabled; by the watchdog too, should the injector die";
            case EXTERNAL -> "by its driver";
        };
    }

    private static String limits(FaultType type) {
        return switch (type) {
            case NO_FAULT, CPU_STRESS, NETWORK_LATENCY, NETWORK_BANDWIDTH, NETWORK_RESET, NETWORK_CUT,
                    NETWORK_BLACKHOLE, NETWORK_DOWN ->
                "";
            case PROCESS_PAUSE ->
                "never the injector, its watchdog, those it descends from or PID 1; refuses a process frozen already";
            case PROCESS_KILL -> "never the injector, its watchdog, those it descends from or PID 1";
            case MEMORY_STRESS -> "leaves 256MB of the memory that is available";
            case DISK_FILL -> "leaves 256MB of the file system";
            case POD_DELETE, POD_EVICT ->
                "a pod without a controller does not come back, which the plan says of it; " + NEVER;
            case DEPLOYMENT_SCALE, DEPLOYMENT_RESTART -> NEVER;
            case POD_AUTOSCALER -> "fails unless all its pods get ready within the duration; " + NEVER;
            case POD_NETWORK_PARTITION ->
                "has an effect only where the network plug-in enforces policies; where nothing is seen that does, its targets and its line say so. One at a time for a pod and a direction; what other policies let through stays let through, and they are named beforehand. `ports` needs Kubernetes 1.22; "
                        + NEVER;
            case NODE_CORDON -> "";
            case NODE_DRAIN ->
                "fails unless all its pods go within the duration; those without a controller do not come back, and the plan names them; leaves alone pods of daemon sets, of the node itself, and those never hit, which its plan names: Faultline's own, its database and broker, protected namespaces.";
            case NODE_TAINT ->
                "with NoExecute pods without a controller do not come back, and the plan names them; refused for a taint that is there already, with NoExecute also where it would drive away a pod that is never hit: Faultline's own, its database and broker, protected namespaces.";
            case SPRING_BOOT_CHAOS ->
                "one fault at a time for each application: refused while its Chaos Monkey assaults already; no credentials are sent; memory and cpu end by themselves after the fault's duration (several at once: after twice that); a kill takes Chaos Monkey 5 s.";
            case TOXIPROXY ->
                "never a proxy through which Faultline reaches its own database or broker; no credentials are sent.";
            case CONTAINER_KILL -> "the container has to run";
            case POD_CPU_HOG, POD_IO_STRESS -> "in the container's own control groups; ends when the container does";
            case POD_MEMORY_HOG ->
                "in the container's own control groups: over their limit the kernel ends the worker first; leaves 256MB of the node";
            case POD_DISK_FILL ->
                "leaves 256MB of the node's file system; over the ephemeral-storage limit the kubelet evicts the pod";
            case POD_NETWORK_LATENCY ->
                "by netem; where the kernel has none by a proxy TCP connections made during the fault are led to, which ends them within 30 s after it; IPv4. All given of traffic has to hold. Pods with a network of their own";
            case POD_NETWORK_LOSS ->
                "by netem; where the kernel has none by netfilter, without correlation, and senders of UDP are told. Pods with a network of their own";
            case POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION ->
                "by netem; refused where the kernel has none. Pods with a network of their own";
            case POD_NETWORK_RATE_LIMIT ->
                "by tbf; refused where the interface has a queue of its own. Pods with a network of their own";
            case POD_HTTP_LATENCY, POD_HTTP_STATUS_CODE, POD_HTTP_MODIFY_HEADER, POD_HTTP_MODIFY_BODY,
                    POD_HTTP_RESET_PEER ->
                "HTTP/1 in plain text from outside the pod, on connections made during the fault; TLS, HTTP/2 and upgraded connections pass unharmed. The container sees the pod's own address as the client's. Pods with a network of their own";
            case POD_DNS_ERROR, POD_DNS_SPOOF ->
                "questions to the name servers of the pod's resolv.conf; what an application has cached it keeps. Pods with a network of their own";
            case NODE_CPU_HOG -> "";
            case NODE_IO_STRESS -> "in /var/tmp of the node";
            case NODE_MEMORY_HOG -> "leaves 256MB of the node; the share is of all its memory";
            case KUBELET_SERVICE_KILL ->
                "10 minutes at most: neither an abort nor the injector's death ends it before its planned end, for the way to its helper leads through the kubelet; the helper's own death does, within a second. Refused beside other faults that a helper holds on that node, and they beside it";
            case EXTERNAL -> "refused: no external driver can be added yet";
        };
    }

    /** Where its effect was seen, in the target, to come and to go: tests are found by what they break. */
    private static String seen(FaultType type) {
        if (type == FaultType.NO_FAULT) {
            return "";
        }
        String tests = TESTS.entrySet().stream()
                .filter(each -> each.getValue().contains("new %s(".formatted(type.spec().getSimpleName())))
                .map(each -> "`%s`".formatted(each.getKey())).collect(Collectors.joining(", "));
        if (tests.isEmpty()) {
            throw new IllegalStateException("no test of injector-service breaks anything by " + type.wireName());
        }
        return "%s: %s".formatted(where(type), tests);
    }

    private static String where(FaultType type) {
        String here = "Linux 6.18";
        String cluster = "Kubernetes 1.20";
        String beside = cluster + ", Linux 6.18 without netem, control groups v1";
        return switch (type) {
            case NODE_DRAIN, NODE_TAINT -> cluster + ", on a node without a kubelet";
            case POD_NETWORK_PARTITION ->
                cluster + ", whose network plug-in enforces no policies: only that they come and go";
            case POD_NETWORK_LATENCY -> beside + ": by the proxy; by netem not yet";
            case POD_NETWORK_LOSS -> beside + ": by netfilter; by netem not yet";
            case POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION ->
                beside + ": only its refusal; the effect not yet, for want of a kernel that has netem";
            case SPRING_BOOT_CHAOS -> "Chaos Monkey 4.0.0 on Spring Boot 4.1";
            case TOXIPROXY ->
                "a server that does what the documentation of Toxiproxy's API (version 2) says; no real one yet";
            case EXTERNAL -> "only its refusal";
            default -> ApiFault.class.isAssignableFrom(type.spec())
                    ? cluster
                    : HelperFault.class.isAssignableFrom(type.spec()) ? beside : here;
        };
    }

    /** The integration tests of injector-service, by name. */
    private static Map<String, String> tests() {
        try (Stream<Path> files = Files.walk(Path.of("../injector-service/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("IT.java"))
                    .filter(file -> !ELSEWHERE.contains(name(file)))
                    .collect(Collectors.toMap(FaultsPage::name, FaultsPage::read, (one, _) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path test) {
        return test.getFileName().toString().replace(".java", "");
    }

    private static String privileges(FaultType type) {
        return Stream.of(Privilege.Place.values())
                .flatMap(place -> Privileges.of(List.of(type), place).stream()
                        .map(each -> "`%s`%s".formatted(each, at(place))))
                .collect(Collectors.joining("<br>"));
    }

    private static String at(Privilege.Place place) {
        return switch (place) {
            case TARGETS -> "";
            case CLUSTER -> " (in no namespace)";
            case WIDE -> " (in no namespace, where the whole cluster is allowed)";
            case HOME -> " (in the agent's namespace)";
        };
    }

    private static String fields(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(field -> field(type, field))
                .collect(Collectors.joining("<br>"));
    }

    private static String field(Class<?> type, RecordComponent field) {
        if (field.getType() == FaultSpec.class) {
            return "**`type`** What is broken; its own fields stand beside these.";
        }
        JsonProperty property = annotation(type, field, JsonProperty.class);
        String name = property != null && property.required() ? "**`%s`**" : "`%s`";
        String meaning = annotation(type, field, JsonPropertyDescription.class).value();
        String more = Stream.of(byDefault(type, field), range(type, field)).filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return (name + " %s").formatted(field.getName(), meaning) + (more.isEmpty() ? "" : " (%s)".formatted(more));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append(Arrays.stream(cells).map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** What the record itself makes of a field that is not given. */
    private static String byDefault(Class<?> type, RecordComponent field) {
        try {
            JsonNode value = Wire.mapper().valueToTree(field.getAccessor().invoke(with(type, field, null)));
            return value.isNull() || value.isContainer() ? "" : "default `%s`".formatted(value.asString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the record itself says of a number far too low. */
    private static String range(Class<?> type, RecordComponent field) {
        if (field.getType() != Integer.class || type == Fault.class) {
            return "";
        }
        Complaints complaints = Complaints.collect();
        switch (with(type, field, Integer.MIN_VALUE)) {
            case FaultSpec spec -> spec.check(complaints);
            case Target target -> target.check(complaints);
            case Traffic traffic -> traffic.check(complaints);
            default -> throw new IllegalStateException(type + " has no check");
        }
        return complaints.found().stream().filter(found -> found.pointer().equals("/" + field.getName()))
                .map(Complaint::message).map(said -> said.replaceAll("must be between (\\d+) and (\\d+).*", "$1 to $2"))
                .findFirst().orElseThrow(() -> new IllegalStateException(type + "." + field + " has no range"));
    }

    /** The record with this field alone. */
    private static Object with(Class<?> type, RecordComponent field, Object value) {
        RecordComponent[] all = type.getRecordComponents();
        Class<?>[] types = Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Stream.of(all).map(each -> each.getName().equals(field.getName()) ? value : null).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(Class<?> type, RecordComponent field,
            Class<A> kind) {
        try {
            return type.getDeclaredField(field.getName()).getAnnotation(kind);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String javadoc(Class<?> type) {
        String source = read(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
        String comment = source.substring(source.indexOf("/**") + 3, source.indexOf("*/"));
        return comment.replaceAll("\\s*\\n\\s*\\*\\s*", " ").replaceAll("</?code>", "`").strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
