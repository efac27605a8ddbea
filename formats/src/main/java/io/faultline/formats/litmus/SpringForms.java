package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import org.jspecify.annotations.Nullable;

import static io.faultline.formats.litmus.Tunable.of;

/** Faults that Chaos Monkey for Spring Boot makes in its application. */
final class SpringForms {
    /** Litmus' name of each single assault. */
    static final Map<SpringBootAssault, String> NAMES = Map.of(SpringBootAssault.LATENCY, "spring-boot-latency",
            SpringBootAssault.EXCEPTIONS, "spring-boot-exceptions", SpringBootAssault.KILL_APPLICATION,
            "spring-boot-app-kill", SpringBootAssault.MEMORY, "spring-boot-memory-stress", SpringBootAssault.CPU,
            "spring-boot-cpu-stress");
    static final String MESSAGE = "thrown by Faultline";
    /** Before the one argument of an exception there can be. */
    static final String TEXT = "java.lang.String:";
    static final String SEVERAL = "spring-boot-faults";
    private static final List<Tunable> TUNABLES = List.of(of("TOTAL_CHAOS_DURATION", "30"),
            of("CM_PORT", "8080"), of("CM_PATH", "/actuator/chaosmonkey"), of("CM_LEVEL", "1"),
            new Tunable("CM_WATCHERS", "restController", "restController", Treatment.WORKS, ""),
            of("CM_WATCHED_CUSTOM_SERVICES", ""), of("LATENCY", "2000"), of("MEMORY_FILL_FRACTION", "0.70"),
            of("CPU_LOAD_FRACTION", "0.9"),
            of("CM_EXCEPTIONS_TYPE", "java.lang.IllegalArgumentException", "java.lang.RuntimeException"),
            new Tunable("CM_EXCEPTIONS_ARGUMENTS", TEXT + "custom illegal argument exception", "", Treatment.WORKS,
                    "one text, java.lang.String:message; others are refused"),
            of("SEQUENCE", "parallel", "serial"));

    private SpringForms() {}

    /** The switch of an assault where several are made at once. */
    static String switchOf(SpringBootAssault assault) {
        return "CM_%s_ACTIVE".formatted(assault.name());
    }

    static Stream<FaultForm> all() {
        Stream<FaultForm> single = Stream.of(SpringBootAssault.values())
                .map(assault -> form(NAMES.getOrDefault(assault, SEVERAL), _ -> List.of(assault), TUNABLES));
        List<Tunable> switches = new ArrayList<>(TUNABLES);
        Stream.of(SpringBootAssault.values()).forEach(assault -> switches.add(of(switchOf(assault), "false")));
        return Stream.concat(single, Stream.of(form(SEVERAL, SpringForms::active, switches)));
    }

    private static FaultForm form(String name, Function<Tunables, List<SpringBootAssault>> assaults,
            List<Tunable> tunables) {
        return FaultForm.of(name, "spring-boot-chaos", Aim.POD, env -> chaos(env, assaults.apply(env)),
                tunables.toArray(Tunable[]::new))
                .with(Treatment.BETTER, "the assaults the application had before are put back");
    }

    private static List<SpringBootAssault> active(Tunables env) {
        List<SpringBootAssault> active = Stream.of(SpringBootAssault.values())
                .filter(assault -> env.flag(switchOf(assault))).toList();
        if (active.isEmpty()) {
            env.notes().refuse(env.spot(switchOf(SpringBootAssault.LATENCY)),
                    "no assault is switched on; set one of CM_LATENCY_ACTIVE, CM_EXCEPTIONS_ACTIVE,"
                            + " CM_KILL_APPLICATION_ACTIVE, CM_MEMORY_ACTIVE, CM_CPU_ACTIVE");
        }
        return active;
    }

    private static @Nullable FaultSpec chaos(Tunables env, List<SpringBootAssault> assaults) {
        boolean throwing = assaults.contains(SpringBootAssault.EXCEPTIONS);
        return new SpringBootChaos(
                new ApplicationTarget(null, Targets.pods(env), env.within("CM_PORT", 1, 65_535, ""),
                        env.text("CM_PATH")),
                assaults, env.list("CM_WATCHERS"), env.list("CM_WATCHED_CUSTOM_SERVICES"),
                env.within("CM_LEVEL", 1, 10_000, ""), env.millis("LATENCY"), env.text("CM_EXCEPTIONS_TYPE"),
                throwing ? message(env) : MESSAGE, fraction(env, "MEMORY_FILL_FRACTION", 95),
                fraction(env, "CPU_LOAD_FRACTION", 100));
    }

    /** Litmus separates arguments by commas, and looks at nothing beyond a second colon. */
    private static String message(Tunables env) {
        String arguments = env.verbatim("CM_EXCEPTIONS_ARGUMENTS");
        String message = arguments.startsWith(TEXT) ? arguments.substring(TEXT.length()) : "";
        if (!arguments.isEmpty() && (!arguments.startsWith(TEXT) || message.contains(","))) {
            env.notes().refuse(env.spot("CM_EXCEPTIONS_ARGUMENTS"),
                    "CM_EXCEPTIONS_ARGUMENTS has to be one text without commas, like java.lang.String:message: an"
                            + " exception with other arguments cannot be made");
        } else if (message.contains(":")) {
            env.notes().differently(env.spot("CM_EXCEPTIONS_ARGUMENTS"),
                    "the whole of '%s' is the message; Litmus cuts it off at its colon"
                            .formatted(Piece.shown(message)));
        }
        return message.isEmpty() ? MESSAGE : message;
    }

    private static int fraction(Tunables env, String name, int most) {
        String text = env.text(name);
        if (text.matches("[01]?(\\.\\d{1,4})?") && !text.isEmpty()) {
            int percent = new java.math.BigDecimal(text).movePointRight(2).intValue();
            if (percent >= 1 && percent <= most) {
                return percent;
            }
        }
        env.notes().refuse(env.spot(name), "%s has to be a fraction such as 0.7".formatted(name));
        return 1;
    }
}
