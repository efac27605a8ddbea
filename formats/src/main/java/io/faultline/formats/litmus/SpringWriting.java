package io.faultline.formats.litmus;

import java.util.Objects;

import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;

/** Chaos Monkey's assaults as Litmus' spring-boot faults. */
final class SpringWriting {
    private SpringWriting() {}

    static String write(SpringBootChaos chaos, EnvWriting env) {
        ApplicationTarget target = chaos.target();
        env.losses().loseIf(target.url() != null, "target", "Litmus finds applications by their pods");
        env.set("CM_PORT", Objects.requireNonNullElse(target.port(), 8080));
        env.set("CM_PATH", Objects.requireNonNullElse(target.path(), "/actuator/chaosmonkey"));
        env.set("CM_LEVEL", chaos.level());
        env.list("CM_WATCHERS", chaos.watchers()).list("CM_WATCHED_CUSTOM_SERVICES", chaos.watchedServices());
        env.millis("LATENCY", chaos.latency());
        env.percent("MEMORY_FILL_FRACTION", chaos.memoryPercent()).percent("CPU_LOAD_FRACTION", chaos.cpuPercent());
        env.set("CM_EXCEPTIONS_TYPE", chaos.exception());
        boolean usual = chaos.exceptionMessage().equals(SpringForms.MESSAGE);
        env.losses().loseIf(chaos.assaults().contains(SpringBootAssault.EXCEPTIONS)
                && chaos.exceptionMessage().matches("(?s).*[,:].*"), "exceptionMessage",
                "Litmus takes no message with a comma or a colon in it");
        env.set("CM_EXCEPTIONS_ARGUMENTS", usual ? "" : SpringForms.TEXT + chaos.exceptionMessage());
        if (chaos.assaults().size() == 1) {
            return SpringForms.NAMES.getOrDefault(chaos.assaults().getFirst(), SpringForms.SEVERAL);
        }
        for (SpringBootAssault assault : SpringBootAssault.values()) {
            env.set(SpringForms.switchOf(assault), chaos.assaults().contains(assault));
        }
        return SpringForms.SEVERAL;
    }
}
