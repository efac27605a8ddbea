package io.faultline.contracts.fault;

import java.util.Optional;
import java.util.stream.Stream;

/** The explicit wire name of each kind of fault: renaming a record never renames the wire. */
public enum FaultType {
    NO_FAULT("no-fault", NoFault.class), //
    PROCESS_PAUSE("process-pause", ProcessPause.class), //
    PROCESS_KILL("process-kill", ProcessKill.class), //
    CPU_STRESS("cpu-stress", CpuStress.class), //
    MEMORY_STRESS("memory-stress", MemoryStress.class), //
    DISK_FILL("disk-fill", DiskFill.class), //
    NETWORK_LATENCY("network-latency", NetworkLatency.class), //
    NETWORK_BANDWIDTH("network-bandwidth", NetworkBandwidth.class), //
    NETWORK_RESET("network-reset", NetworkReset.class), //
    NETWORK_CUT("network-cut", NetworkCut.class), //
    NETWORK_BLACKHOLE("network-blackhole", NetworkBlackhole.class), //
    NETWORK_DOWN("network-down", NetworkDown.class), //
    EXTERNAL("external", External.class);

    private final String wireName;
    private final Class<? extends FaultSpec> spec;

    FaultType(String wireName, Class<? extends FaultSpec> spec) {
        this.wireName = wireName;
        this.spec = spec;
    }

    public String wireName() {
        return wireName;
    }

    public Class<? extends FaultSpec> spec() {
        return spec;
    }

    public static Optional<FaultType> named(String wireName) {
        return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
    }

    public static FaultType of(FaultSpec spec) {
        return Stream.of(values()).filter(type -> type.spec.isInstance(spec)).findFirst().orElseThrow();
    }
}
