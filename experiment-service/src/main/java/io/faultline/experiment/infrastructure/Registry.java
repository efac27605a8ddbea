package io.faultline.experiment.infrastructure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.jspecify.annotations.Nullable;

/**
 * Connects clusters, knows their agents, and says what an experiment means by a cluster's name.
 *
 * @param secrets where tokens come from
 */
public record Registry(ProjectId project, Infrastructures infrastructures, Ids ids, RandomGenerator secrets,
        InstantSource clock) {
    /** An agent that has not called for so long is thought to be gone. */
    public static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    public Registering connect(InfrastructureSpec spec) {
        Instant now = now();
        KeptInfrastructure added = new KeptInfrastructure(ids.infrastructure(), project, 1, spec, null, now, now,
                List.of());
        String token = spec.kind() == InfrastructureKind.MANIFEST ? TokenRules.next(secrets) : null;
        return infrastructures.add(added, token == null ? null : TokenRules.hash(token))
                ? new Registering.Done(added, token)
                : new Registering.NameTaken(spec.name());
    }

    /** @param expected the version the change was made from; null for whichever is the current one */
    public Registering change(InfrastructureId id, @Nullable Integer expected, InfrastructureSpec spec) {
        KeptInfrastructure current = infrastructures.find(project, id).orElse(null);
        if (current == null) {
            return new Registering.Missing();
        } else if (expected != null && expected != current.version()) {
            return new Registering.Changed(current.version());
        } else if (!spec.name().equals(current.name())
                && infrastructures.named(project, spec.name()).isPresent()) {
            return new Registering.NameTaken(spec.name());
        }
        KeptInfrastructure next = current.changed(spec, now());
        return infrastructures.change(next)
                ? new Registering.Done(next, null)
                : new Registering.Changed(next.version());
    }

    /** A new token for its agents; whoever came with the old one is shut out at once. */
    public Registering renewToken(InfrastructureId id) {
        String token = TokenRules.next(secrets);
        return infrastructures.admitOnly(project, id, TokenRules.hash(token))
                ? infrastructures.find(project, id).<Registering>map(kept -> new Registering.Done(kept, token))
                        .orElseGet(Registering.Missing::new)
                : new Registering.Missing();
    }

    /** An agent shows its token; returns what it is an agent of. */
    public Optional<KeptInfrastructure> welcome(String token, String instance, String version) {
        Optional<KeptInfrastructure> found = infrastructures.ofToken(TokenRules.hash(token));
        found.ifPresent(kept -> infrastructures.welcome(kept.id(),
                new Agent(instance, version, now(), now().plus(LEASE)), now().minus(REMEMBERED)));
        return found;
    }

    /** An agent calls again; false if it is one of none that is there. */
    public boolean hear(InfrastructureId id, String instance) {
        return infrastructures.renew(id, instance, now().plus(LEASE));
    }

    /** The experiment as a run has it: aimed at what is registered under the name it gives, whatever else it says of it. */
    public Experiment freeze(Experiment experiment) {
        Infrastructure named = experiment.spec().infrastructure();
        return named == null
                ? experiment
                : infrastructures.named(project, named.name()).map(KeptInfrastructure::frozen)
                        .map(frozen -> Experiment.of(experiment.metadata(), experiment.spec().in(frozen)))
                        .orElse(experiment);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
