package io.faultline.formats.litmus;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodIoStress;
import io.faultline.contracts.fault.PodMemoryHog;
import org.jspecify.annotations.Nullable;

import static io.faultline.formats.litmus.Tunable.differing;
import static io.faultline.formats.litmus.Tunable.of;
import static io.faultline.formats.litmus.Tunable.unneeded;

/** Faults of pods but for those of their traffic. */
final class PodForms {
    private static final String NO_EXEC = "made in the container's cgroup by a helper, not by a command in the container";

    private static final String SHARE = "FILESYSTEM_UTILIZATION_PERCENTAGE";
    private static final String GIGABYTES = "FILESYSTEM_UTILIZATION_BYTES";

    private PodForms() {}

    static Stream<FaultForm> all() {
        return Stream.of(
                FaultForm.of("pod-delete", "pod-delete", Aim.POD,
                        env -> new PodDelete(Targets.pods(env), env.flag("FORCE"), null),
                        of("TOTAL_CHAOS_DURATION", "15", "30"),
                        new Tunable("CHAOS_INTERVAL", "5", "10", Treatment.DIFFERENTLY, CommonTunables.RANGE),
                        of("FORCE", "true", "false"),
                        new Tunable("KILL_COUNT", "", "", Treatment.WORKS, "so many pods, instead of a share"))
                        .striking(),
                FaultForm.of("container-kill", "container-kill", Aim.POD, PodForms::containerKill,
                        of("TOTAL_CHAOS_DURATION", "20", "30"),
                        differing("CHAOS_INTERVAL", "10", CommonTunables.RANGE),
                        of("SIGNAL", "SIGKILL", "SIGKILL"),
                        unneeded("CONTAINER_API_TIMEOUT", "the process is signalled directly")).striking(),
                cpu("pod-cpu-hog"), cpu("pod-cpu-hog-exec").with(Treatment.BETTER, NO_EXEC),
                memory("pod-memory-hog"), memory("pod-memory-hog-exec").with(Treatment.BETTER, NO_EXEC),
                FaultForm.of("pod-io-stress", "pod-io-stress", Aim.POD,
                        env -> {
                            Written written = written(env);
                            return new PodIoStress(Targets.pods(env), path(env, "VOLUME_MOUNT_PATH"), written.size(),
                                    env.within("NUMBER_OF_WORKERS", 1, 64, ""), written.percent());
                        },
                        of("TOTAL_CHAOS_DURATION", "120"), of("NUMBER_OF_WORKERS", "4"),
                        of("VOLUME_MOUNT_PATH", ""), share(), gigabytes(),
                        unneeded("CPU_CORES", "it is a fault of its own: pod-cpu-hog")),
                FaultForm.of("disk-fill", "pod-disk-fill", Aim.POD, PodForms::diskFill,
                        of("FILL_PERCENTAGE", "80"),
                        new Tunable("EPHEMERAL_STORAGE_MEBIBYTES", "", "", Treatment.WORKS,
                                "where the container has no limit; without either it is refused"),
                        unneeded("DATA_BLOCK_SIZE", "it is written as fast as it goes")),
                FaultForm.of("pod-autoscaler", "pod-autoscaler", Aim.WORKLOAD,
                        env -> workload(env), of("REPLICA_COUNT", "5")));
    }

    private static @Nullable FaultSpec workload(Tunables env) {
        var target = Targets.workloads(env);
        return target == null ? null : new PodAutoscaler(target, env.within("REPLICA_COUNT", 1, 10_000, ""));
    }

    private static FaultForm cpu(String name) {
        return FaultForm.of(name, "pod-cpu-hog", Aim.POD,
                env -> new PodCpuHog(Targets.pods(env),
                        env.within("CPU_CORES", 0, 256, ""), load(env)),
                new Tunable("CPU_CORES", "1", "0", Treatment.WORKS, "0 for as many as the node has"), load());
    }

    static Tunable load() {
        return differing("CPU_LOAD", "100", "0, which is no load at all, is taken as 1 percent");
    }

    /** How busy a worker is; one that only sleeps is not there. */
    static int load(Tunables env) {
        int load = env.within("CPU_LOAD", 0, 100, " percent");
        if (load == 0) {
            env.notes().differently(env.spot("CPU_LOAD"), "CPU_LOAD: " + load().remark());
        }
        return Math.max(1, load);
    }

    private static FaultForm memory(String name) {
        return FaultForm.of(name, "pod-memory-hog", Aim.POD,
                env -> new PodMemoryHog(Targets.pods(env), megabytes(env, "MEMORY_CONSUMPTION")),
                of("MEMORY_CONSUMPTION", "500"),
                unneeded("NUMBER_OF_WORKERS", "the same amount is held, by one process"));
    }

    private static FaultSpec containerKill(Tunables env) {
        String signal = env.text("SIGNAL").toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        if (!List.of("KILL", "TERM").contains(signal)) {
            env.notes().refuse(env.spot("SIGNAL"), "SIGNAL has to be SIGKILL or SIGTERM");
        }
        return new ContainerKill(Targets.pods(env), signal.equals("TERM") ? KillSignal.TERM : KillSignal.KILL);
    }

    private static FaultSpec diskFill(Tunables env) {
        ByteSize withoutLimit = env.isNone("EPHEMERAL_STORAGE_MEBIBYTES")
                ? null
                : megabytes(env, "EPHEMERAL_STORAGE_MEBIBYTES");
        return new PodDiskFill(Targets.pods(env), "/", withoutLimit, env.percent("FILL_PERCENTAGE"));
    }

    static ByteSize megabytes(Tunables env, String name) {
        return ByteSize.megabytes(env.within(name, 1, 100_000_000, " mebibytes"));
    }

    static Tunable share() {
        return new Tunable(SHARE, "10", "", Treatment.WORKS,
                "of what is free, by all workers together; 10 without either, or both 0");
    }

    static Tunable gigabytes() {
        return new Tunable(GIGABYTES, "", "", Treatment.WORKS,
                "gigabytes, by all workers together; FILESYSTEM_UTILIZATION_PERCENTAGE comes before it where both are given");
    }

    /** How much is written before it begins anew: one of both. */
    record Written(@Nullable ByteSize size, @Nullable Integer percent) {}

    static Written written(Tunables env) {
        boolean share = !env.isNone(SHARE) && (env.isGiven(SHARE) || env.isNone(GIGABYTES));
        if (!share && !env.isNone(GIGABYTES)) {
            return new Written(gigabytes(env), null);
        }
        if (!env.isNone(GIGABYTES)) {
            env.notes().ignore(env.spot(GIGABYTES), GIGABYTES + " is left out: " + SHARE + " comes before it");
        }
        return new Written(null, env.isNone(SHARE) ? 10 : env.percent(SHARE));
    }

    private static ByteSize gigabytes(Tunables env) {
        String text = env.text(GIGABYTES);
        return text.matches("\\d{1,6}")
                ? new ByteSize((long) env.whole(GIGABYTES) << 30)
                : Units.size(text).filter(size -> size.bytes() > 0).orElseGet(() -> {
                    env.notes().refuse(env.spot(GIGABYTES),
                            GIGABYTES + " has to be a number of gigabytes, or a size such as 512mb");
                    return ByteSize.megabytes(256);
                });
    }

    private static String path(Tunables env, String name) {
        String path = env.text(name);
        if (!path.isEmpty() && !path.startsWith("/")) {
            env.notes().refuse(env.spot(name), name + " has to be an absolute path inside the container");
            return "/";
        }
        return path.isEmpty() ? "/" : path;
    }

}
