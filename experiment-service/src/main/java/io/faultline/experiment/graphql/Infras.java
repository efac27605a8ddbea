package io.faultline.experiment.graphql;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.experiment.environment.Membership;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.experiment.workflow.InfrastructureUse;
import io.faultline.experiment.workflow.Workflows;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Infrastructures as clients know them. What is aimed at no cluster is done by the house's own injector and probe services,
 * which are shown as one more infrastructure that is always there.
 */
@Component
record Infras(ProjectId house, Infrastructures infrastructures, Shelf<Membership> memberships,
        Workflows workflows, InstantSource clock) {
    static final String OWN = "own";
    private static final int MOST = 500;
    private static final Set<String> COUNTS = Set.of("noOfExperiments", "noOfExperimentRuns", "noOfSchedules",
            "noOfWorkflows", "lastExperimentTimestamp", "lastWorkflowTimestamp");

    /** The infrastructure of this id. */
    KeptInfrastructure required(String id) {
        return find(id).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no infrastructure %s; listInfras names those there are.".formatted(id)));
    }

    Optional<KeptInfrastructure> find(String id) {
        return id(id).flatMap(known -> infrastructures.find(house, known));
    }

    private static Optional<InfrastructureId> id(String text) {
        try {
            return Optional.of(new InfrastructureId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isActive(KeptInfrastructure kept) {
        return switch (kept.state(clock.instant())) {
            case BY_KUBECONFIG, ACTIVE -> true;
            case UNCONFIRMED, INACTIVE -> false;
        };
    }

    /** The name an experiment gives an infrastructure it is aimed at, which has to be there and answer. */
    @Nullable
    String named(String id, String otherwise) {
        if (id.isBlank() || id.equals(OWN)) {
            return null;
        }
        KeptInfrastructure kept = required(id);
        if (!isActive(kept)) {
            throw new Problem(ProblemType.CONFLICT, otherwise);
        }
        return kept.name();
    }

    InfraView view(String project, String id) {
        return find(id).map(kept -> view(project, kept)).orElseGet(() -> gone(project, id));
    }

    /** Of a run: what it was aimed at, even if that is gone by now. */
    InfraView of(String project, RunRecord run) {
        Infrastructure where = run.experiment() == null ? null : run.experiment().spec().infrastructure();
        return view(project, where == null || where.id() == null ? OWN : where.id().toString());
    }

    InfraView view(String project, KeptInfrastructure kept) {
        boolean active = isActive(kept);
        Membership membership = memberships.find(house, kept.id().toString()).map(Kept::content)
                .orElse(new Membership("", "Kubernetes", false));
        return InfraView.of(project, kept, membership, active, active || kept.confirmedAt() != null);
    }

    /** With what is done at each, if that is asked for: all of it is counted at once. */
    List<InfraView> counted(Asked asked, List<InfraView> views) {
        if (COUNTS.stream().noneMatch(asked::wants)) {
            return views;
        }
        Map<String, InfrastructureUse> uses = workflows.uses(house);
        return views.stream().map(each -> each.used(each.infraID().equals(OWN)
                ? uses.getOrDefault(OWN, InfrastructureUse.NONE).and(uses.getOrDefault("", InfrastructureUse.NONE))
                : uses.getOrDefault(each.infraID(), InfrastructureUse.NONE))).toList();
    }

    /** Newest first. */
    List<KeptInfrastructure> all() {
        return infrastructures.list(house, null, null, MOST);
    }

    /** One that is there. */
    InfraView existing(String project, String id) {
        return id.equals(OWN) ? InfraView.own(project) : view(project, required(id));
    }

    /** Newest first, and the house's own services last. */
    List<InfraView> views(String project) {
        return Stream.concat(all().stream().map(each -> view(project, each)), Stream.of(InfraView.own(project)))
                .toList();
    }

    /** Ids of those that fit, as experiments have them; the house's own services have none. */
    Set<String> ids(Predicate<InfraView> fits) {
        Set<String> ids = all().stream().map(each -> view("", each)).filter(fits).map(InfraView::infraID)
                .collect(Collectors.toCollection(HashSet::new));
        if (fits.test(InfraView.own(""))) {
            ids.addAll(List.of("", OWN));
        }
        return ids;
    }

    /** Ids of those that are still there. */
    List<String> inEnvironment(String environment) {
        return memberships.all(house).stream().filter(each -> each.content().environment().equals(environment))
                .map(Kept::name).filter(id -> find(id).isPresent()).toList();
    }

    private InfraView gone(String project, String id) {
        return id.equals(OWN)
                ? InfraView.own(project)
                : InfraView.removed(project, id);
    }
}
