package io.faultline.experiment.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.infrastructure.Manifest;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.infrastructure.TokenRules;
import io.faultline.http.AgentCredentials;
import io.faultline.http.AgentIdentity;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * For agents: they come with their infrastructure's token, get a credential that holds for seconds, and renew it with
 * every heartbeat. Nobody else is answered here, and the API's key opens nothing.
 */
@RestController
@Tag(name = "agents")
class AgentController {
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,252}");
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Registry registry;
    private final Infrastructures infrastructures;
    private final AgentCredentials credentials;
    private final AgentSettings settings;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    AgentController(Registry registry, Infrastructures infrastructures, AgentCredentials credentials,
            AgentSettings settings, TransactionTemplate transaction, InstantSource clock) {
        this.registry = registry;
        this.infrastructures = infrastructures;
        this.credentials = credentials;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param instance its name among the agents of its infrastructure */
    record Arrival(@Nullable String instance, @Nullable String version) {}

    /** @param beat how often it should call */
    record Admission(InfrastructureId infrastructure, String name, String credential, Instant until, Duration beat) {}

    @Operation(operationId = "registerAgent", summary = "An agent shows the token of its infrastructure (as Bearer).")
    @ApiResponse(responseCode = "201")
    @PostMapping(path = AgentCredentials.REGISTRATION, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Admission> register(HttpServletRequest request, @RequestBody Arrival arrival) {
        String instance = arrival.instance();
        if (instance == null || !INSTANCE.matcher(instance).matches()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "'instance' has to be a name, like that of a pod.");
        }
        String version = arrival.version() == null ? "unknown" : arrival.version();
        Optional<KeptInfrastructure> known = Objects.requireNonNull(transaction.execute(
                _ -> registry.welcome(AgentCredentials.bearer(request), instance,
                        version.substring(0, Math.min(64, version.length())))));
        KeptInfrastructure kept = known.orElseThrow(AgentController::noToken);
        return ResponseEntity.status(201).body(admission(kept.id(), kept.name(), instance));
    }

    @Operation(operationId = "agentHeartbeat", summary = "An agent calls again, and gets its next credential.")
    @PostMapping(AgentCredentials.HEARTBEAT)
    Admission beat(HttpServletRequest request) {
        AgentIdentity agent = credentials.required(request, clock.instant());
        if (!Objects.requireNonNull(
                transaction.execute(_ -> registry.hear(agent.infrastructure(), agent.instance())))) {
            throw new Problem(ProblemType.UNAUTHENTICATED,
                    "This agent is not registered any more: its infrastructure was disconnected, or has a new token.");
        }
        return admission(agent.infrastructure(), "", agent.instance());
    }

    @Operation(operationId = "agentFarewell", summary = "An agent says that it goes.")
    @ApiResponse(responseCode = "204")
    @PostMapping(AgentCredentials.FAREWELL)
    ResponseEntity<Void> farewell(HttpServletRequest request) {
        AgentIdentity agent = credentials.required(request, clock.instant());
        infrastructures.farewell(agent.infrastructure(), agent.instance());
        return ResponseEntity.noContent().build();
    }

    @Operation(operationId = "getManifestByToken", summary = "The manifest, for whoever has the token (as Bearer).")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/yaml", schema = @Schema(type = "string")))
    @GetMapping(AgentCredentials.MANIFEST)
    ResponseEntity<byte[]> manifest(HttpServletRequest request) {
        String token = AgentCredentials.bearer(request);
        KeptInfrastructure kept = infrastructures.ofToken(TokenRules.hash(token)).orElseThrow(AgentController::noToken);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(Sent.YAML))
                .body(new Manifest(kept, settings.images(), token).text().getBytes(StandardCharsets.UTF_8));
    }

    private Admission admission(InfrastructureId infrastructure, String name, String instance) {
        Instant now = clock.instant();
        return new Admission(infrastructure, name,
                credentials.issue(new AgentIdentity(infrastructure, instance), now), now.plus(AgentCredentials.VALID),
                BEAT);
    }

    private static Problem noToken() {
        return new Problem(ProblemType.UNAUTHENTICATED,
                "This is no infrastructure's token (any more); faultline infra token NAME makes a new one.");
    }
}
