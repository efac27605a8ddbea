package io.faultline.experiment.graphql;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.experiment.environment.Environment;
import io.faultline.experiment.environment.Membership;
import io.faultline.experiment.infrastructure.InfrastructureSpec;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.infrastructure.Manifest;
import io.faultline.experiment.infrastructure.Registering;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.infrastructure.TokenRules;
import io.faultline.experiment.infrastructure.Toleration;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import reactor.core.publisher.Flux;

/** Infrastructures: registered, shown, removed; active and confirmed by their agents' lease, not by a socket. */
@Component
public record InfraOperations(ProjectId house, Registry registry, Infrastructures infrastructures, Infras infras,
        Shelf<Environment> environments, Shelf<Membership> memberships, AgentAddresses addresses,
        TransactionTemplate transaction, InstantSource clock) implements Operations {
    record SentToleration(@Nullable String key, @Nullable String operator, @Nullable String value,
            @Nullable String effect, @Nullable Integer tolerationSeconds) {}

    /** @param environmentID null in Litmus 2.x, which has no environments */
    record Sent(String name, @Nullable String environmentID, @Nullable String installationType,
            @Nullable String description,
            String platformName, @Nullable String infraNamespace, @Nullable String serviceAccount, String infraScope,
            @Nullable Boolean infraNsExists, @Nullable Boolean infraSaExists, @Nullable String nodeSelector,
            @Nullable List<SentToleration> tolerations, @Nullable List<String> tags) {}

    record Filter(@Nullable String name, @Nullable String infraID, @Nullable String description,
            @Nullable String platformName, @Nullable String infraScope, @Nullable Boolean isActive,
            @Nullable List<String> tags) {}

    record Wanted(@Nullable List<String> infraIDs, @Nullable List<String> environmentIDs,
            Listing.@Nullable Pagination pagination, @Nullable Filter filter) {}

    record Identity(String infraID, String accessKey, String version) {}

    record Registered(String token, String infraID, String name, String manifest) {}

    record Found(int totalNoOfInfras, List<InfraView> infras) {}

    record Stats(int totalInfrastructures, int totalActiveInfrastructure, int totalInactiveInfrastructures,
            int totalConfirmedInfrastructure, int totalNonConfirmedInfrastructures) {}

    record Confirmed(boolean isInfraConfirmed, String newAccessKey, String infraID) {}

    record Event(String eventID, String eventType, String eventName, String description, InfraView infra) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getInfra", this::one).query("getInfraDetails", this::one).query("listInfras", this::list)
                .query("getInfraStats", this::stats).query("getInfraManifest", this::manifest)
                .mutation("registerInfra", this::register).mutation("deleteInfra", this::delete)
                .mutation("confirmInfraRegistration", this::confirm)
                .mutation("getManifestWithInfraID", this::manifestByKey)
                .subscription("getInfraEvents", asked -> changes(asked.project().id()).map(InfraOperations::event));
    }

    private InfraView one(Asked asked) {
        return infras.counted(asked, List.of(infras.existing(asked.project().id(), asked.text("infraID")))).getFirst();
    }

    private Found list(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Filter filter = wanted.filter() == null
                ? new Filter(null, null, null, null, null, null, null)
                : wanted.filter();
        List<InfraView> fitting = infras.all().stream().map(each -> infras.view(asked.project().id(), each))
                .filter(each -> Listing.isAmong(wanted.infraIDs(), each.infraID()))
                .filter(each -> Listing.isAmong(wanted.environmentIDs(), each.environmentID()))
                .filter(each -> fits(each, filter)).toList();
        return new Found(fitting.size(), infras.counted(asked, Listing.page(fitting, wanted.pagination())));
    }

    private static boolean fits(InfraView view, Filter filter) {
        return Listing.holds(view.name(), filter.name()) && Listing.holds(view.infraID(), filter.infraID())
                && Listing.holds(view.description(), filter.description())
                && Listing.holds(view.platformName(), filter.platformName())
                && (filter.infraScope() == null || filter.infraScope().equals(view.infraScope()))
                && (filter.isActive() == null || filter.isActive() == view.isActive())
                && (filter.tags() == null || view.tags().containsAll(filter.tags()));
    }

    private Stats stats(Asked asked) {
        List<InfraView> all = infras.all().stream().map(each -> infras.view(asked.project().id(), each)).toList();
        int active = Math.toIntExact(all.stream().filter(InfraView::isActive).count());
        int confirmed = Math.toIntExact(all.stream().filter(InfraView::isInfraConfirmed).count());
        return new Stats(all.size(), active, all.size() - active, confirmed, all.size() - confirmed);
    }

    private Registered register(Asked asked) {
        Registering.Done done = connected(asked, asked.request(Sent.class));
        return new Registered(Objects.requireNonNullElse(done.token(), ""), done.infrastructure().id().toString(),
                done.infrastructure().name(), text(done.infrastructure(), done.token()));
    }

    Registering.Done connected(Asked asked, Sent sent) {
        String environment = Objects.requireNonNullElse(sent.environmentID(), "");
        InfrastructureSpec spec = checked(spec(sent).calling(Objects.requireNonNullElse(addresses.address(),
                asked.origin())));
        return Objects.requireNonNull(transaction.execute(_ -> {
            if (sent.environmentID() != null) {
                inEnvironment(environment, asked.project().identifiers() != null);
            }
            Registering.Done made = done(registry.connect(spec));
            memberships.add(house, new Kept<>(made.infrastructure().id().toString(), new Membership(
                    environment, sent.platformName(), Boolean.TRUE.equals(sent.infraSaExists())),
                    clock.instant(), clock.instant()));
            return made;
        }));
    }

    /** Harness' tutorial never creates the environment it names. */
    private void inEnvironment(String id, boolean made) {
        if (environments.find(house, id).isEmpty() && !(made && environments.add(house,
                new Kept<>(id, new Environment(id, "NON_PROD", null, List.of()), clock.instant(), clock.instant())))) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Invalid EnvironmentID");
        }
    }

    private static InfrastructureSpec spec(Sent sent) {
        if ("CONNECTOR".equals(sent.installationType())) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "a cluster reached by a kubeconfig is connected with POST /api/v1/infrastructures, which says where it is");
        } else if (Boolean.TRUE.equals(sent.infraNsExists())
                && (sent.infraNamespace() == null || sent.infraNamespace().isBlank())) {
            throw new Problem(ProblemType.INVALID_REQUEST, "infraNamespace is needed where infraNsExists is true");
        }
        String home = given(sent.infraNamespace());
        boolean bound = sent.infraScope().equalsIgnoreCase("namespace");
        List<SentToleration> tolerations = sent.tolerations() == null ? List.of() : sent.tolerations();
        return new InfrastructureSpec(sent.name(), InfrastructureKind.MANIFEST, sent.description(),
                sent.tags() == null ? List.of() : sent.tags(), null, null, bound ? home : null, home,
                Boolean.TRUE.equals(sent.infraNsExists()), given(sent.serviceAccount()), selector(sent.nodeSelector()),
                tolerations.stream().map(each -> new Toleration(each.key(), each.operator(), each.value(),
                        each.effect())).toList(),
                1, null, null, null, List.of());
    }

    /** Litmus' own name for what is left out. */
    private static String given(@Nullable String name) {
        return name == null || name.isBlank() ? "litmus" : name;
    }

    private static Map<String, String> selector(@Nullable String text) {
        Map<String, String> selector = new LinkedHashMap<>();
        Stream.of((text == null ? "" : text).split(",")).map(String::strip).filter(each -> !each.isEmpty())
                .forEach(each -> {
                    String[] parts = each.split("=", 2);
                    if (parts.length != 2) {
                        throw new Problem(ProblemType.INVALID_REQUEST,
                                "nodeSelector has to be k1=v1,k2=v2, not '%s'".formatted(each));
                    }
                    selector.put(parts[0].strip(), parts[1].strip());
                });
        return selector;
    }

    private static InfrastructureSpec checked(InfrastructureSpec spec) {
        Complaints complaints = Complaints.collect();
        spec.check(complaints);
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "the infrastructure is refused: " + complaints.found().getFirst(), complaints.found());
        }
        return spec;
    }

    private static Registering.Done done(Registering registering) {
        return switch (registering) {
            case Registering.Done done -> done;
            case Registering.NameTaken _ -> throw new Problem(ProblemType.CONFLICT,
                    "infra already exists in this project with the same name");
            case Registering.Changed _ -> throw new Problem(ProblemType.CONFLICT,
                    "it was changed meanwhile; send it again");
            case Registering.Missing() -> throw new Problem(ProblemType.NOT_FOUND, "there is no such infrastructure");
        };
    }

    private String text(KeptInfrastructure kept, @Nullable String token) {
        return new Manifest(kept, addresses.images(), token).text();
    }

    /** For whom no agent has called in yet it comes with a new token, because the former was not kept. */
    private String manifest(Asked asked) {
        KeptInfrastructure kept = infras.required(asked.text("infraID"));
        if (kept.spec().kind() != InfrastructureKind.MANIFEST) {
            throw new Problem(ProblemType.CONFLICT, "it is reached by a kubeconfig: there is nothing to apply");
        }
        return asked.flag("upgrade") || kept.confirmedAt() != null
                ? text(kept, null)
                : renewed(done(Objects.requireNonNull(transaction.execute(_ -> registry.renewToken(kept.id())))));
    }

    private String renewed(Registering.Done done) {
        return text(done.infrastructure(), done.token());
    }

    private String manifestByKey(Asked asked) {
        return manifest(asked.text("infraID"), asked.text("accessKey"));
    }

    /** For whoever has the token. */
    String manifest(String id, String token) {
        return text(ofToken(token, id), token);
    }

    private KeptInfrastructure ofToken(String token, String id) {
        return infrastructures.ofToken(TokenRules.hash(token)).filter(each -> each.id().toString().equals(id))
                .orElseThrow(() -> new Problem(ProblemType.UNAUTHENTICATED,
                        "ACCESS_KEY is invalid: it is not that of infrastructure %s".formatted(id)));
    }

    private String delete(Asked asked) {
        delete(List.of(infras.required(asked.text("infraID"))));
        return "infra deleted successfully";
    }

    /** All of them, or none. */
    void delete(List<KeptInfrastructure> all) {
        transaction.executeWithoutResult(_ -> all.forEach(each -> {
            infrastructures.remove(house, each.id());
            memberships.remove(house, each.id().toString());
        }));
    }

    /** Whoever has the token may say that its agent is there; it has to keep saying so. */
    private Confirmed confirm(Asked asked) {
        Identity identity = asked.request(Identity.class);
        KeptInfrastructure kept = ofToken(identity.accessKey(), identity.infraID());
        transaction.executeWithoutResult(
                _ -> registry.welcome(identity.accessKey(), "confirmed-over-graphql", identity.version()));
        return new Confirmed(true, identity.accessKey(), kept.id().toString());
    }

    /** Every infrastructure whose agents come or go from now on. */
    Flux<InfraView> changes(String project) {
        return Flux.defer(() -> {
            Map<String, Boolean> known = new LinkedHashMap<>();
            infras.all().forEach(each -> known.put(each.id().toString(), infras.isActive(each)));
            return Watching.looks(() -> infras.all().stream().map(each -> infras.view(project, each))
                    .filter(each -> !Objects.equals(known.put(each.infraID(), each.isActive()), each.isActive()))
                    .toList());
        });
    }

    private static Event event(InfraView infra) {
        String name = infra.isActive() ? "Infra Live" : "Infra Offline";
        return new Event(infra.infraID() + "/" + name, "infra-status", name,
                infra.isActive() ? "Infra is Live Now" : "Infra is Offline Now", infra);
    }

    /** The manifest for whoever has the token, as its address says it. */
    public ServerResponse file(ServerRequest request) {
        String token = request.pathVariable("token").replaceFirst("\\.yaml$", "");
        return infrastructures.ofToken(TokenRules.hash(token))
                .map(kept -> ServerResponse.ok().header("Content-Type", "application/yaml")
                        .header("Cache-Control", "no-store")
                        .body(text(kept, token).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> ServerResponse.status(404).header("Content-Type", "text/plain")
                        .body("This is no infrastructure's token (any more)."));
    }
}
