package io.faultline.experiment.graphql;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.environment.Environment;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Environments: what infrastructures are grouped by. */
@Component
record EnvironmentOperations(ProjectId house, Shelf<Environment> environments, Infras infras,
        InstantSource clock)
        implements
            Operations {
    /** Of creating and updating. */
    record Sent(String environmentID, @Nullable String name, @Nullable String type, @Nullable String description,
            @Nullable List<String> tags) {}

    record Filter(@Nullable String name, @Nullable String description, @Nullable String type,
            @Nullable List<String> tags) {}

    record Wanted(@Nullable List<String> environmentIDs, Listing.@Nullable Pagination pagination,
            @Nullable Filter filter, Listing.@Nullable Sort sort) {}

    /** An environment as it is shown. */
    record View(String projectID, String environmentID, String name, @Nullable String description, List<String> tags,
            String type, String createdAt, Person createdBy, Person updatedBy, String updatedAt, boolean isRemoved,
            List<String> infraIDs) {
        static View of(String project, Kept<Environment> kept, List<String> infrastructures) {
            Environment content = kept.content();
            return new View(project, kept.name(), content.name(), content.description(), content.tags(),
                    content.type(), Times.text(kept.createdAt()), Person.API, Person.API, Times.text(kept.updatedAt()),
                    false, infrastructures);
        }
    }

    record Found(int totalNoOfEnvironments, List<View> environments) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getEnvironment",
                asked -> view(asked, required(asked.text("environmentID"))))
                .query("listEnvironments", this::list).mutation("createEnvironment", this::create)
                .mutation("updateEnvironment", this::update).mutation("deleteEnvironment", this::delete);
    }

    private Kept<Environment> required(String id) {
        return environments.find(house, id).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no environment %s; listEnvironments names those there are.".formatted(id)));
    }

    private Found list(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Filter filter = wanted.filter() == null ? new Filter(null, null, null, null) : wanted.filter();
        List<Kept<Environment>> fitting = environments.all(house).stream()
                .filter(each -> Listing.isAmong(wanted.environmentIDs(), each.name()))
                .filter(each -> fits(each.content(), filter)).toList();
        List<Kept<Environment>> sorted = Listing.sorted(fitting, wanted.sort(), Environment::name);
        return new Found(fitting.size(), Listing.page(sorted, wanted.pagination()).stream()
                .map(each -> view(asked, each)).toList());
    }

    private static boolean fits(Environment environment, Filter filter) {
        return Listing.holds(environment.name(), filter.name())
                && Listing.holds(environment.description(), filter.description())
                && (filter.type() == null || filter.type().equals(environment.type()))
                && (filter.tags() == null || environment.tags().containsAll(filter.tags()));
    }

    private View create(Asked asked) {
        Sent sent = asked.request(Sent.class);
        if (sent.environmentID() == null || sent.environmentID().isBlank()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "An environment needs an environmentID.");
        }
        Kept<Environment> added = new Kept<>(sent.environmentID(), changed(sent,
                new Environment(sent.environmentID(), "NON_PROD", null, List.of())), clock.instant(),
                clock.instant());
        if (!environments.add(house, added)) {
            throw new Problem(ProblemType.CONFLICT,
                    "environment %s exists already; updateEnvironment changes it".formatted(sent.environmentID()));
        }
        return view(asked, added);
    }

    private String update(Asked asked) {
        Sent sent = asked.request(Sent.class);
        Kept<Environment> kept = required(String.valueOf(sent.environmentID()));
        environments.change(house, kept.changed(changed(sent, kept.content()), clock.instant()));
        return "environment updated successfully";
    }

    private static Environment changed(Sent sent, Environment from) {
        return new Environment(Objects.requireNonNullElse(sent.name(), from.name()),
                Objects.requireNonNullElse(sent.type(), from.type()),
                sent.description() == null ? from.description() : sent.description(),
                Objects.requireNonNullElse(sent.tags(), from.tags()));
    }

    private String delete(Asked asked) {
        String id = asked.text("environmentID");
        required(id);
        List<String> infrastructures = infras.inEnvironment(id);
        if (!infrastructures.isEmpty()) {
            throw new Problem(ProblemType.CONFLICT, "environment %s still has infrastructures: delete %s first"
                    .formatted(id, String.join(", ", infrastructures)));
        }
        environments.remove(house, id);
        return "successfully deleted environment " + id;
    }

    private View view(Asked asked, Kept<Environment> kept) {
        return View.of(asked.project().id(), kept, infras.inEnvironment(kept.name()));
    }
}
