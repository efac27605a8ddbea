package io.faultline.experiment.http;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.infrastructure.InfrastructureSpec;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.infrastructure.Manifest;
import io.faultline.experiment.infrastructure.Registering;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.listing.Cursor;
import io.faultline.experiment.request.Answer;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Connected clusters: by a kubeconfig, or by a manifest that puts an agent there. */
@RestController
@RequestMapping("/api/v1/infrastructures")
@Tag(name = "infrastructures")
class InfrastructureController {
    private final Registry registry;
    private final ProjectId project;
    private final Infrastructures infrastructures;
    private final AgentSettings settings;
    private final Idempotency idempotency;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    InfrastructureController(Registry registry, ProjectId project, Infrastructures infrastructures,
            AgentSettings settings, Idempotency idempotency, TransactionTemplate transaction, InstantSource clock) {
        this.registry = registry;
        this.project = project;
        this.infrastructures = infrastructures;
        this.settings = settings;
        this.idempotency = idempotency;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Operation(operationId = "connectInfrastructure", summary = "Connects a cluster.", description = "CONNECTOR: by a kubeconfig that the services read. MANIFEST: the answer holds the agents' token and what is to be applied to the cluster, this once; sent again with the same Idempotency-Key it does not.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = InfrastructureSpec.class)))
    @ApiResponse(responseCode = "201", content = @Content(mediaType = "application/json", schema = @Schema(implementation = InfrastructureView.class)))
    @SafeToRepeat
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> connect(@Parameter(hidden = true) HttpServletRequest request) {
        Sent sent = Sent.of(request);
        AtomicReference<Registering.@Nullable Done> made = new AtomicReference<>();
        ResponseEntity<String> remembered = idempotency.once(request, sent, () -> {
            Registering.Done done = Refusals.registeredOrRefused(registry.connect(checked(read(sent.bytes()))));
            made.set(done);
            return new Answer(201, InfrastructureView.path(done.infrastructure()),
                    InfrastructureView.etag(done.infrastructure()), json(view(done.infrastructure())));
        });
        Registering.Done done = made.get();
        return done == null || done.token() == null
                ? remembered
                : ResponseEntity.status(remembered.getStatusCode()).headers(remembered.getHeaders())
                        .body(json(telling(done)));
    }

    @Operation(operationId = "listInfrastructures", summary = "Lists connected clusters, newest first.")
    @GetMapping
    Page<InfrastructureView> list(
            @Parameter(description = "How its name begins.") @RequestParam(required = false) @Nullable String name,
            @Parameter(description = "'next' of the page before.") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 500.") @RequestParam(defaultValue = "50") int limit) {
        Cursor cursor = after == null ? null : Cursor.parse(after);
        Page<KeptInfrastructure> page = Page.of(infrastructures.list(project, name, cursor, Page.probe(limit)), limit,
                last -> new Cursor(last.createdAt(), last.id().value()).toString());
        return new Page<>(page.items().stream().map(this::view).toList(), page.next());
    }

    @Operation(operationId = "getInfrastructure", summary = "Shows a connected cluster and its agents.")
    @GetMapping("/{id}")
    ResponseEntity<InfrastructureView> get(@PathVariable String id) {
        KeptInfrastructure kept = find(id);
        return ResponseEntity.ok().eTag(InfrastructureView.etag(kept)).body(view(kept));
    }

    @Operation(operationId = "getManifest", summary = "Shows what is to be applied to the cluster.", description = "Without the secret that holds the token: the one in the cluster stays. POST /token makes a new one.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/yaml", schema = @Schema(type = "string")))
    @GetMapping("/{id}/manifest")
    ResponseEntity<byte[]> manifest(@PathVariable String id) {
        KeptInfrastructure kept = find(id);
        if (kept.spec().kind() != InfrastructureKind.MANIFEST) {
            throw new Problem(ProblemType.CONFLICT,
                    "Infrastructure '%s' is reached by a kubeconfig: there is nothing to apply."
                            .formatted(kept.name()));
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(Sent.YAML))
                .body(manifest(kept, null).getBytes(StandardCharsets.UTF_8));
    }

    @Operation(operationId = "renewToken", summary = "Makes a new token for the agents of a cluster.", description = "Those that came with the old one are shut out within 30 s. The answer holds the manifest with the new one, this once.")
    @PostMapping("/{id}/token")
    InfrastructureView renewToken(@PathVariable String id) {
        InfrastructureId infrastructure = PathIds.infrastructure(id);
        return telling(Refusals.registeredOrRefused(
                Objects.requireNonNull(transaction.execute(_ -> registry.renewToken(infrastructure)))));
    }

    @Operation(operationId = "changeInfrastructure", summary = "Changes what is named (JSON merge patch); null takes it away.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = InfrastructureSpec.class)))
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/json", schema = @Schema(implementation = InfrastructureView.class)))
    @PatchMapping(path = "/{id}", consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<InfrastructureView> change(@PathVariable String id,
            @Parameter(description = "Only in the version with this ETag.") @RequestHeader(value = "If-Match", required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) HttpServletRequest request) {
        Sent sent = Sent.of(request);
        KeptInfrastructure current = find(id);
        if (ifMatch != null && !ifMatch.strip().equals("*")
                && !ifMatch.strip().equals(InfrastructureView.etag(current))) {
            Refusals.registeredOrRefused(new Registering.Changed(current.version()));
        }
        InfrastructureSpec next = checked(merged(current.spec(), sent.bytes()));
        KeptInfrastructure changed = Refusals.registeredOrRefused(Objects.requireNonNull(
                transaction.execute(_ -> registry.change(current.id(), current.version(), next)))).infrastructure();
        return ResponseEntity.ok().eTag(InfrastructureView.etag(changed)).body(view(changed));
    }

    @Operation(operationId = "disconnectInfrastructure", summary = "Disconnects a cluster.", description = "Its agents are shut out within 30 s, and take away what they have in force there.")
    @ApiResponse(responseCode = "204")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> disconnect(@PathVariable String id) {
        if (!infrastructures.remove(project, PathIds.infrastructure(id))) {
            throw Refusals.noInfrastructure(id);
        }
        return ResponseEntity.noContent().build();
    }

    private KeptInfrastructure find(String id) {
        return infrastructures.find(project, PathIds.infrastructure(id))
                .orElseThrow(() -> Refusals.noInfrastructure(id));
    }

    private InfrastructureView view(KeptInfrastructure kept) {
        return InfrastructureView.of(kept, clock.instant());
    }

    private InfrastructureView telling(Registering.Done done) {
        return view(done.infrastructure()).telling(done.token(), manifest(done.infrastructure(), done.token()));
    }

    private String manifest(KeptInfrastructure kept, @Nullable String token) {
        return new Manifest(kept, settings.images(), token).text();
    }

    private InfrastructureSpec checked(InfrastructureSpec sent) {
        InfrastructureSpec spec = sent.calling(settings.address());
        Complaints complaints = Complaints.collect();
        spec.check(complaints);
        spec.checkReach(complaints);
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Mend the places named in errors and send it again.",
                    complaints.found());
        }
        return spec;
    }

    private static InfrastructureSpec merged(InfrastructureSpec current, byte[] patch) {
        JsonNode former = Wire.mapper().valueToTree(current);
        JsonNode whole = new MergePatch(tree(patch)).onto(former);
        if (!whole.path("kind").equals(former.path("kind"))) {
            throw new Problem(ProblemType.CONFLICT,
                    "How a cluster is reached cannot be changed: connect it anew under another name.");
        }
        return read(Wire.mapper().writeValueAsBytes(whole));
    }

    private static JsonNode tree(byte[] json) {
        try {
            JsonNode tree = Wire.mapper().readTree(json);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage());
        }
        throw unreadable("it is no object");
    }

    private static InfrastructureSpec read(byte[] json) {
        try {
            return Wire.mapper().treeToValue(tree(json), InfrastructureSpec.class);
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage());
        }
    }

    private static Problem unreadable(String why) {
        return new Problem(ProblemType.INVALID_REQUEST, "The body could not be read: " + why, List.of());
    }

    private static String json(InfrastructureView view) {
        return Wire.mapper().writeValueAsString(view);
    }
}
