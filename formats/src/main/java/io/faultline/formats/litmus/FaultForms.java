package io.faultline.formats.litmus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.formats.yaml.Spelling;
import org.jspecify.annotations.Nullable;

/** All faults of Litmus and Harness: those there are here, and why the others are not. */
final class FaultForms {
    private static final Map<String, FaultForm> FORMS = new LinkedHashMap<>();
    private static final String CLOUD = "Faultline has no faults of a cloud's own resources";
    /** Names, or beginnings of names with a star, and the reason; in this order. */
    private static final Map<String, String> ABSENT = new LinkedHashMap<>();

    static {
        Stream.of(PodForms.all(), TrafficForms.all(), NodeForms.all(), SpringForms.all()).flatMap(each -> each)
                .forEach(form -> FORMS.put(form.name(), form));
        ABSENT.put("docker-service-kill", "the Docker daemon is no part of a node any more; use kubelet-service-kill");
        ABSENT.put("node-restart", "a node is restarted over ssh with a key from the cluster, and nothing promises that"
                + " it comes back; use node-drain or kubelet-service-kill");
        ABSENT.put("node-poweroff", "a node that is switched off does not come back by itself: every fault here ends");
        ABSENT.put("redfish-node-restart", "Faultline has no access to a machine's management controller");
        ABSENT.put("time-chaos", "Faultline does not change clocks");
        ABSENT.put("pod-fio-stress", "use pod-io-stress");
        ABSENT.put("k6-loadgen", "load is no fault; run it beside as an action or let a probe send it");
        ABSENT.put("kafka-broker-pod-failure", "use pod-delete with the labels of the brokers");
        ABSENT.put("cassandra-pod-delete", "use pod-delete with the labels of the ring");
        ABSENT.put("node-network-*", "Faultline has network faults of pods only");
        ABSENT.put("pod-io-*", "Faultline does not intercept system calls; use pod-io-stress");
        ABSENT.put("pod-api-*", "use the pod-http faults");
        ABSENT.put("pod-jvm-*", "Faultline attaches no agent to a JVM; use the spring-boot faults");
        ABSENT.put("fs-fill", "use disk-fill");
        ABSENT.put("redis-*", "Faultline has no faults inside of Redis");
        ABSENT.put("kafka-*", "Faultline has no faults inside of Kafka");
        ABSENT.put("linux-*",
                "faults of a machine are Faultline's own: cpu-stress, memory-stress, disk-fill, process-kill");
        ABSENT.put("windows-*", "Faultline has no faults of Windows");
        for (String cloud : List.of("aws-*", "ec2-*", "ebs-*", "rds-*", "ecs-*", "lambda-*", "alb-*", "nlb-*", "clb-*",
                "dynamodb-*", "resource-access-*", "gcp-*", "azure-*", "vmware-*", "vm-*", "cf-*", "ssm-*")) {
            ABSENT.put(cloud, CLOUD);
        }
    }

    private FaultForms() {}

    static Stream<FaultForm> all() {
        return FORMS.values().stream();
    }

    static Map<String, String> absent() {
        return ABSENT;
    }

    static Optional<FaultForm> named(String name) {
        return Optional.ofNullable(FORMS.get(name));
    }

    /** Why there is no such fault. */
    static String whyNot(String name) {
        return ABSENT.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getKey().endsWith("*")
                        && name.startsWith(entry.getKey().substring(0, entry.getKey().length() - 1)))
                .map(Map.Entry::getValue).findFirst().orElse("no fault of this name is known");
    }

    static @Nullable String meant(String name) {
        return Spelling.nearest(name, FORMS.keySet());
    }
}
