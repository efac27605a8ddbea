package io.faultline.probe.host;

import java.util.List;

import io.faultline.contracts.probe.CommandCall;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which programs may run: exactly as written, a bare name or a path; <code>*</code> allows all. */
@ConfigurationProperties("faultline.probe.command")
record CommandSettings(@DefaultValue List<String> allow) {
    private static final String ALL = "*";

    /** Why this may not run; null when it may. */
    @Nullable
    String objection(CommandCall call) {
        if (allow.contains(ALL)) {
            return null;
        }
        String program = call.argv().getFirst();
        if (!allow.contains(program)) {
            return "'%s' may not be run; faultline.probe.command.allow has to list it".formatted(program);
        }
        boolean loads = call.env().keySet().stream().anyMatch(name -> name.startsWith("LD_") || name.equals("PATH"));
        return loads ? "PATH and LD_... decide what runs, and may not be set" : null;
    }
}
