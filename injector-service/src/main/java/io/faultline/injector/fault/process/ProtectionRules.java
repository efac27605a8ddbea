package io.faultline.injector.fault.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which processes are never hit by what they are called: Faultline's own, and those that keep the machine. The demo
 * shop is none of them: it is there to be broken.
 */
public record ProtectionRules(List<Pattern> commands) {
    private static final String OWN = "io\\.faultline\\.(?!shop\\.)(?:\\w+\\.)*"
            + "(?:\\w+Service|Gateway|Main|Cli|Benchmarks|WatchdogProcess|StressProcess|HelperProcess|AgentProcess)";
    private static final String OWN_JAR = "faultline(?:-app)?\\.jar|gateway-\\d\\S*-exec\\.jar"
            + "|(?:experiment|scheduler|injector|probe|scoring|log-stream)-service-\\d\\S*-exec\\.jar";
    private static final Pattern FAULTLINE = Pattern
            .compile("(?:^| )(?:-Dloader\\.main=)?%s(?: |$)|-jar (?:\\S*/)?(?:%s)(?: |$)".formatted(OWN, OWN_JAR));
    private static final Pattern KEEPERS = Pattern.compile(
            "(?:\\S*/)?(?:kubelet|containerd(?:-shim\\S*)?|dockerd|docker-proxy|crio|conmon|systemd(?:-\\w+)?):?(?: .*|$)");

    public ProtectionRules {
        commands = List.copyOf(commands);
    }

    /** @param commands regular expressions of command lines that are not to be hit either */
    public static ProtectionRules and(List<String> commands) {
        return new ProtectionRules(commands.stream().filter(each -> !each.isBlank()).map(ProtectionRules::compile)
                .toList());
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "faultline.injector.protected-commands: '%s' is no regular expression: %s"
                            .formatted(expression, e.getDescription()),
                    e);
        }
    }

    /** What it is, if it is never hit. */
    public Optional<String> protectedAs(OsProcess process) {
        String command = process.commandLine();
        if (process.pid() == 1) {
            return Optional.of("PID 1, the first process of this machine");
        }
        if (FAULTLINE.matcher(command).find()) {
            return Optional.of("a process of Faultline's own");
        }
        if (KEEPERS.matcher(command).matches()) {
            return Optional.of("one of those that keep this machine and its containers");
        }
        return commands.stream().filter(pattern -> pattern.matcher(command).find()).findFirst()
                .map(pattern -> "protected by faultline.injector.protected-commands ('%s')".formatted(pattern));
    }
}
