package io.faultline.formats.litmus;

import java.util.List;
import java.util.Objects;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.MatchScheme;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodDnsError;
import io.faultline.contracts.fault.PodDnsSpoof;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodHttpLatency;
import io.faultline.contracts.fault.PodHttpModifyBody;
import io.faultline.contracts.fault.PodHttpModifyHeader;
import io.faultline.contracts.fault.PodHttpResetPeer;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.contracts.fault.PodIoStress;
import io.faultline.contracts.fault.PodMemoryHog;
import io.faultline.contracts.fault.PodNetworkCorruption;
import io.faultline.contracts.fault.PodNetworkDuplication;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.fault.Traffic;
import org.jspecify.annotations.Nullable;

/** One of our faults as Litmus names and tunes it. */
final class FaultWriting {
    private static final long MB = 1L << 20;
    private static final long GB = 1L << 30;
    private final EnvWriting env;
    private final Losses losses;

    private FaultWriting(EnvWriting env) {
        this.env = env;
        this.losses = env.losses();
    }

    /** Its name there, its tunables written; nothing when there is no such fault. */
    static @Nullable String write(FaultSpec spec, EnvWriting env) {
        FaultWriting writing = new FaultWriting(env);
        String name = switch (spec) {
            case ClusterFault fault -> writing.cluster(fault);
            case SpringBootChaos chaos -> SpringWriting.write(chaos, env);
            default -> null;
        };
        if (name == null) {
            env.losses().at("type").lose("Litmus has no fault %s".formatted(FaultType.of(spec).wireName()));
        }
        return name;
    }

    private @Nullable String cluster(ClusterFault spec) {
        switch (spec) {
            case PodDelete delete -> {
                losses.loseIf(delete.gracePeriod() != null, "gracePeriod", "Litmus has no grace period for pods");
                env.set("FORCE", delete.force());
            }
            case ContainerKill kill -> env.set("SIGNAL", "SIG" + kill.signal().name());
            case PodCpuHog hog -> env.set("CPU_CORES", hog.workers()).set("CPU_LOAD", hog.load());
            case PodMemoryHog hog -> env.size("MEMORY_CONSUMPTION", hog.size(), MB);
            case PodIoStress stress -> {
                env.set("VOLUME_MOUNT_PATH", stress.path().equals("/") ? "" : stress.path());
                written(stress.size(), stress.percent());
                env.set("NUMBER_OF_WORKERS", stress.workers());
            }
            case PodDiskFill fill -> diskFill(fill);
            case PodAutoscaler scaler -> env.set("REPLICA_COUNT", scaler.replicas());
            case PodNetworkPartition cut -> PartitionForm.write(cut, env);
            case NodeDrain drain -> {
                losses.loseIf(drain.ignoreDisruptionBudgets(), "ignoreDisruptionBudgets",
                        "Litmus drains as kubectl does");
                losses.loseIf(drain.gracePeriod() != null, "gracePeriod", "Litmus drains as kubectl does");
            }
            case NodeTaint taint -> env.set("TAINTS",
                    "%s=%s:%s".formatted(taint.key(), taint.value(), taint.effect().wireName()));
            case NodeCpuHog hog -> env.set("NODE_CPU_CORE", hog.workers()).set("CPU_LOAD", hog.load());
            case NodeMemoryHog hog -> {
                ByteSize size = hog.size();
                if (size != null) {
                    env.set("MEMORY_CONSUMPTION_PERCENTAGE", "").size("MEMORY_CONSUMPTION_MEBIBYTES", size, MB);
                } else {
                    env.set("MEMORY_CONSUMPTION_PERCENTAGE", Objects.requireNonNullElse(hog.percent(), 30));
                }
            }
            case NodeIoStress stress -> {
                losses.change("Litmus keeps a processor busy and holds memory beside its writers");
                written(stress.size(), stress.percent());
                env.set("NUMBER_OF_WORKERS", stress.workers());
            }
            case KubeletServiceKill _ -> {
            }
            case PodNetworkLatency _,PodNetworkLoss _,PodNetworkCorruption _,PodNetworkDuplication _,PodNetworkRateLimit _ ->
                network(spec);
            case PodHttpLatency _,PodHttpStatusCode _,PodHttpModifyHeader _,PodHttpModifyBody _,PodHttpResetPeer _ ->
                http(spec);
            case PodDnsError error -> {
                if (error.hostnames().isEmpty()) {
                    env.set("TARGET_HOSTNAMES", "");
                } else {
                    env.json("TARGET_HOSTNAMES", error.hostnames());
                }
                env.set("MATCH_SCHEME", error.matchScheme().name().toLowerCase(java.util.Locale.ROOT));
            }
            case PodDnsSpoof spoof -> {
                boolean parts = spoof.matchScheme() == MatchScheme.SUBSTRING;
                losses.loseIf(parts, "matchScheme", "Litmus answers for whole names only");
                env.json("SPOOF_MAP", spoof.spoofMap()).set("MATCH_SCHEME", parts ? "substring" : "exact");
            }
            case PodEvict _,DeploymentScale _,DeploymentRestart _,NodeCordon _ -> {
                return null;
            }
        }
        return spec instanceof PodDiskFill ? "disk-fill" : FaultType.of(spec).wireName();
    }

    private void diskFill(PodDiskFill fill) {
        losses.loseIf(!fill.path().equals("/"), "path", "Litmus fills the container's root only");
        ByteSize size = fill.size();
        losses.loseIf(fill.percent() == null, "percent",
                "where a container has a limit, Litmus fills a share of it, 80 percent unless told, and never a size");
        env.set("FILL_PERCENTAGE", Objects.requireNonNullElse(fill.percent(), 80));
        if (size != null) {
            env.size("EPHEMERAL_STORAGE_MEBIBYTES", size, MB);
        }
    }

    /** Litmus counts in gigabytes, and takes 0 for not given. */
    private void written(@Nullable ByteSize size, @Nullable Integer percent) {
        env.set("FILESYSTEM_UTILIZATION_PERCENTAGE", Objects.requireNonNullElse(percent, 0));
        if (size == null) {
            env.set("FILESYSTEM_UTILIZATION_BYTES", 0);
        } else {
            long whole = Math.ceilDiv(size.bytes(), GB);
            losses.changeIf(size.bytes() % GB != 0, "size",
                    "Litmus counts it in whole gigabytes: %s is written as %d".formatted(size, whole));
            env.set("FILESYSTEM_UTILIZATION_BYTES", whole);
        }
    }

    private void network(ClusterFault spec) {
        Traffic traffic = switch (spec) {
            case PodNetworkLatency latency -> {
                env.millis("NETWORK_LATENCY", latency.latency()).millis("JITTER", latency.jitter());
                yield latency.traffic();
            }
            case PodNetworkLoss loss -> {
                env.set("NETWORK_PACKET_LOSS_PERCENTAGE", loss.percent().toPlainString());
                yield loss.traffic();
            }
            case PodNetworkCorruption corruption -> {
                env.set("NETWORK_PACKET_CORRUPTION_PERCENTAGE", corruption.percent().toPlainString());
                yield corruption.traffic();
            }
            case PodNetworkDuplication duplication -> {
                env.set("NETWORK_PACKET_DUPLICATION_PERCENTAGE", duplication.percent().toPlainString());
                yield duplication.traffic();
            }
            case PodNetworkRateLimit limit -> {
                env.set("NETWORK_BANDWIDTH", limit.rate().bytes() * 8 + "bit")
                        .set("BURST", limit.burst().bytes() + "b").set("LIMIT", limit.limit().bytes() + "b");
                if (limit.peakRate() != null) {
                    env.set("PEAK_RATE", limit.peakRate().bytes() * 8 + "bit");
                }
                if (limit.minBurst() != null) {
                    env.set("MIN_BURST", limit.minBurst().bytes() + "b");
                }
                yield limit.traffic();
            }
            default -> Traffic.ALL;
        };
        Filters.write(traffic, env);
    }

    private void http(ClusterFault spec) {
        switch (spec) {
            case PodHttpLatency latency -> common(latency.port(), latency.toxicity()).millis("LATENCY",
                    latency.latency());
            case PodHttpStatusCode code -> common(code.port(), code.toxicity())
                    .list("STATUS_CODE", code.statusCodes().equals(PodHttpStatusCode.ANY)
                            ? List.of()
                            : code.statusCodes())
                    .set("MODIFY_RESPONSE_BODY", code.modifyBody())
                    .set("RESPONSE_BODY", Objects.requireNonNullElse(code.body(), ""))
                    .set("CONTENT_TYPE", code.contentType())
                    .set("CONTENT_ENCODING", Objects.requireNonNullElse(code.contentEncoding(), ""));
            case PodHttpModifyHeader header -> common(header.port(), header.toxicity())
                    .json("HEADERS_MAP", header.headers())
                    .set("HEADER_MODE", header.side().name().toLowerCase(java.util.Locale.ROOT));
            case PodHttpModifyBody body -> common(body.port(), body.toxicity()).set("RESPONSE_BODY", body.body())
                    .set("CONTENT_TYPE", body.contentType())
                    .set("CONTENT_ENCODING", Objects.requireNonNullElse(body.contentEncoding(), ""));
            case PodHttpResetPeer reset -> common(reset.port(), reset.toxicity()).millis("RESET_TIMEOUT",
                    reset.after());
            default -> {
            }
        }
    }

    private EnvWriting common(int port, int toxicity) {
        return env.set("TARGET_SERVICE_PORT", port).set("TOXICITY", toxicity);
    }
}
