package io.faultline.injector.fault.process;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProtectionRulesTest {
    private final ProtectionRules rules = ProtectionRules.and(List.of("^postgres .*critical", ""));

    @ParameterizedTest
    @ValueSource(strings = {"java -cp /x/classes io.faultline.injector.InjectorService --server.port=0",
            "java -Xint -cp /x.jar io.faultline.injector.host.WatchdogProcess /home/x/journal 12",
            "java -cp x.jar -Dloader.main=io.faultline.injector.host.StressProcess org.springframework.Launcher m",
            "/usr/bin/java -Xmx512m -jar /opt/standalone/target/faultline.jar dev",
            "/usr/bin/java -Xmx512m -jar /opt/standalone/target/faultline-app.jar dev",
            "java -jar log-stream-service-0.1.0-SNAPSHOT-exec.jar", "java -cp y io.faultline.gateway.Gateway",
            "/usr/bin/kubelet --config=/x", "containerd", "/usr/bin/containerd-shim-runc-v2 -namespace moby",
            "/usr/bin/dockerd -H fd://", "/lib/systemd/systemd-journald", "postgres -D critical"})
    void areNeverHit(String command) {
        assertThat(rules.protectedAs(new OsProcess(4711, 1, command, false))).as(command).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java -cp /x/io.faultline/shop.jar io.faultline.shop.PaymentsService --port 18081",
            "java -jar payment-service-1.0-exec.jar", "java -jar scheduler-service-1.0.jar", "sleep 300",
            "java -cp /home/io.faultline.Main.jar com.example.Shop", "vim kubelet.conf", "postgres -D other",
            "python kubelet", "java -Dx=io.faultline.gateway.Gateways com.example.Shop"})
    void mayBeHit(String command) {
        assertThat(rules.protectedAs(new OsProcess(4711, 1, command, false))).as(command).isEmpty();
    }

    @Test
    void theFirstProcessOfTheMachineIsNeverHit() {
        assertThat(rules.protectedAs(new OsProcess(1, 1, "tini -- shop", false))).isPresent();
    }

    @Test
    void saysWhichExpressionIsNone() {
        assertThatThrownBy(() -> ProtectionRules.and(List.of("("))).hasMessageContaining("protected-commands: '('");
    }
}
