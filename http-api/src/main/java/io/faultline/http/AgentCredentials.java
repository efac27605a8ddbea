package io.faultline.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What agents show instead of the API's key: short-lived, for one infrastructure, renewed with every heartbeat, and
 * checked without asking anybody. It opens nothing but the paths of agents.
 */
public final class AgentCredentials {
    /** Deleting an infrastructure stops its heartbeats at once, and shuts its agents out within this time. */
    public static final Duration VALID = Duration.ofSeconds(30);
    public static final String REGISTRATION = "/api/v1/agents";
    public static final String HEARTBEAT = REGISTRATION + "/heartbeat";
    public static final String FAREWELL = REGISTRATION + "/farewell";
    public static final String MANIFEST = REGISTRATION + "/manifest";
    public static final String FAULT_TASKS = REGISTRATION + "/faults/tasks";
    public static final String FAULT_ANSWERS = REGISTRATION + "/faults/answers";
    public static final String FAULT_HELD = REGISTRATION + "/faults/held";
    public static final String FAULT_UNDONE = REGISTRATION + "/faults/undone";
    public static final String FAULT_MENDED = REGISTRATION + "/faults/mended";
    public static final String PROBE_TASKS = REGISTRATION + "/probes/tasks";
    public static final String PROBE_ANSWERS = REGISTRATION + "/probes/answers";
    /** Let in without the API's key; whoever answers there asks for the agent's own credential or token. */
    static final Set<String> PATHS = Set.of(REGISTRATION, HEARTBEAT, FAREWELL, MANIFEST, FAULT_TASKS, FAULT_ANSWERS,
            FAULT_HELD, FAULT_UNDONE, FAULT_MENDED, PROBE_TASKS, PROBE_ANSWERS);
    /** The manifest, with the token in its address: how clients of Harness and Litmus fetch it. */
    private static final Pattern FILE = Pattern
            .compile("(?:/api|/gateway/chaos/manager/api)?/file/[A-Za-z0-9_-]{16,256}(?:\\.yaml)?");
    private static final String BEARER = "Bearer ";

    /** Word for word: no other way of writing a path opens anything. */
    static boolean isFor(String path) {
        return PATHS.contains(path) || FILE.matcher(path).matches();
    }

    private final HouseSeal seal;

    public AgentCredentials(ApiSettings settings) {
        this.seal = new HouseSeal(settings.required(), "faultline/agent/v1");
    }

    private record Content(InfrastructureId infrastructure, String instance, Instant until) {}

    public String issue(AgentIdentity agent, Instant now) {
        return seal.word(Wire.mapper().writeValueAsBytes(
                new Content(agent.infrastructure(), agent.instance(), now.plus(VALID))));
    }

    /** Whose credential it is, if it is one of ours and still good. */
    public Optional<AgentIdentity> read(String credential, Instant now) {
        return seal.open(credential).flatMap(AgentCredentials::content)
                .filter(content -> now.isBefore(content.until()))
                .map(content -> new AgentIdentity(content.infrastructure(), content.instance()));
    }

    /** Who calls; a request without a good credential is refused. */
    public AgentIdentity required(HttpServletRequest request, Instant now) {
        return read(bearer(request), now).orElseThrow(() -> new Problem(ProblemType.UNAUTHENTICATED,
                "This is no credential of an agent, or it has expired; register again with the infrastructure's token."));
    }

    /** What was shown as <code>Authorization: Bearer</code>; empty if nothing was. */
    public static String bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
    }

    private static Optional<Content> content(byte[] json) {
        try {
            @Nullable
            Content content = Wire.mapper().readValue(json, Content.class);
            return Optional.ofNullable(content);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
