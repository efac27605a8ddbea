package io.faultline.experiment.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.repository.DeployKey;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.Form;
import io.faultline.experiment.repository.Pushed;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.Safe;
import io.faultline.experiment.repository.Secret;
import io.faultline.experiment.repository.Sync;
import org.jspecify.annotations.Nullable;

/**
 * Keeps hubs and what is in them. What was last taken stays when the repository cannot be reached, so that a hub is there
 * without a network as well.
 *
 * @param embedded the files of the hub that comes along
 * @param interval how often others are taken in
 */
public record HubDesk(ProjectId project, Hubs hubs, Repositories repositories, Safe safe, Ids ids, InstantSource clock,
        Supplier<Map<String, String>> embedded, Duration interval) {
    /** Longer than any taking in can last. */
    private static final Duration CLAIM = Duration.ofMinutes(2);
    /** What failed is tried again sooner than what did not. */
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final String NAME = "Faultline";
    private static final String UNREADABLE = "its secret was sealed with another API key of this server; send the secret again";

    /** Of templates. */
    public record Counts(int faults, int experiments) {}

    /** The one that comes along, then the others by name. */
    public List<Hub> all() {
        List<Hub> all = new ArrayList<>(List.of(own()));
        all.addAll(hubs.all(project));
        return all;
    }

    public Optional<Hub> find(HubId id) {
        return id.equals(HubId.EMBEDDED) ? Optional.of(own()) : hubs.find(project, id);
    }

    private Hub own() {
        return new Hub(HubId.EMBEDDED, project, new HubSpec(NAME,
                "Comes with Faultline: a template for every fault, and experiments to start from. Needs no network.",
                List.of("embedded"), null), false, Sync.NEVER, Instant.EPOCH, Instant.EPOCH);
    }

    public Map<String, String> files(Hub hub) {
        return hub.isEmbedded() ? embedded.get() : hubs.files(hub.id());
    }

    /** How many templates there are, without reading any. */
    public Counts counts(Hub hub) {
        Map<String, String> names = new HashMap<>();
        (hub.isEmbedded() ? embedded.get().keySet() : hubs.paths(hub.id())).forEach(path -> names.put(path, ""));
        List<Template> all = LayoutRules.templates(names);
        int faults = Math.toIntExact(all.stream().filter(each -> each.kind() == Template.Kind.FAULT).count());
        return new Counts(faults, all.size() - faults);
    }

    public List<Template> templates(Hub hub) {
        return LayoutRules.templates(files(hub));
    }

    public Optional<Template> template(Hub hub, String path) {
        return templates(hub).stream().filter(each -> each.path().equals(path)).findFirst();
    }

    /** @param take whether it is taken in at once, and refused if that fails */
    public Hubbing add(HubSpec spec, @Nullable Secret secret, boolean take) {
        if (hubs.all(project).size() >= Hubs.MOST) {
            return new Hubbing.TooMany();
        }
        Instant now = now();
        Fetched fetched = take ? fetch(remote(spec), secret) : null;
        if (fetched instanceof Fetched.Failed(String why)) {
            return new Hubbing.Failed(spec.name(), why);
        }
        HubSpec seen = fetched instanceof Fetched.Files files ? seen(spec, files) : spec;
        Hub added = new Hub(new HubId(ids.event().value()), project, seen, secret != null, Sync.NEVER, now, now);
        boolean free = !spec.name().equals(NAME)
                && hubs.add(added, secret == null ? null : safe.seal(secret), now.plus(interval));
        if (!free) {
            return new Hubbing.NameTaken(spec.name());
        }
        return new Hubbing.Done(fetched instanceof Fetched.Files files ? kept(added, files) : added);
    }

    /** @param secret a new one; null to keep the one there is */
    public Hubbing change(HubId id, HubSpec spec, @Nullable Secret secret) {
        if (id.equals(HubId.EMBEDDED)) {
            return new Hubbing.Embedded();
        }
        Hub current = hubs.find(project, id).orElse(null);
        if (current == null) {
            return new Hubbing.Missing();
        }
        Remote former = remote(current.spec());
        boolean open = remote(spec).entry() == Entry.NONE;
        if (!open && secret == null && current.secret() && !remote(spec).isBeside(former)) {
            return new Hubbing.SecretNeeded();
        }
        String sealed = open
                ? null
                : secret != null ? safe.seal(secret) : hubs.sealed(id).orElse(null);
        Hub changed = current.changed(spec.at(remote(spec).after(former)), sealed != null, now());
        return !spec.name().equals(NAME) && hubs.change(changed, sealed)
                ? new Hubbing.Done(changed)
                : new Hubbing.NameTaken(spec.name());
    }

    public Hubbing remove(HubId id) {
        if (id.equals(HubId.EMBEDDED)) {
            return new Hubbing.Embedded();
        }
        Hub current = hubs.find(project, id).orElse(null);
        return current != null && hubs.remove(project, id) ? new Hubbing.Done(current) : new Hubbing.Missing();
    }

    /** Takes it in anew. What cannot be reached keeps what was taken before. */
    public Hubbing sync(HubId id) {
        Hub hub = find(id).orElse(null);
        if (hub == null) {
            return new Hubbing.Missing();
        } else if (hub.isEmbedded()) {
            return new Hubbing.Done(hub);
        } else if (!hubs.claim(id, now(), now().plus(CLAIM))) {
            return new Hubbing.Busy();
        }
        return switch (fetch(hub)) {
            case Fetched.Files files -> new Hubbing.Done(kept(hub, files));
            case Fetched.Failed(String why) -> {
                Sync failed = hub.sync().failed(now(), why);
                hubs.failed(id, failed, now().plus(interval.compareTo(RETRY) < 0 ? interval : RETRY));
                yield new Hubbing.Failed(hub.name(), why);
            }
        };
    }

    /** Takes in those whose time has come. */
    public List<Hubbing> syncDue() {
        return hubs.due(project, now()).stream().map(each -> sync(each.id())).toList();
    }

    /** Puts files of a template into the hub's repository. */
    public Pushed push(Hub hub, Map<String, String> files, String message) {
        Remote remote = remote(hub.spec());
        if (remote.form() == Form.ZIP) {
            return new Pushed.Failed("a zip file takes nothing; add a hub of a git repository and push it there");
        } else if (remote.entry() == Entry.SSH && remote.hostKey() == null) {
            return new Pushed.Failed("its server is not known yet: take the hub in first");
        }
        Optional<Secret> secret = secret(hub);
        if (hub.secret() && secret.isEmpty()) {
            return new Pushed.Failed(UNREADABLE);
        }
        return repositories.push(remote, secret.orElse(null), files, message);
    }

    private Fetched fetch(Hub hub) {
        Optional<Secret> secret = secret(hub);
        return hub.secret() && secret.isEmpty()
                ? new Fetched.Failed(UNREADABLE)
                : fetch(remote(hub.spec()), secret.orElse(null));
    }

    private Fetched fetch(Remote remote, @Nullable Secret secret) {
        return repositories.fetch(remote, secret, LayoutRules::isWanted);
    }

    private Optional<Secret> secret(Hub hub) {
        return hubs.sealed(hub.id()).flatMap(safe::open);
    }

    private Hub kept(Hub hub, Fetched.Files files) {
        Sync sync = Sync.done(now(), files.commit(), files.leftOut());
        hubs.keep(hub.id(), files.files(), sync, now().plus(interval));
        if (files.hostKey() != null) {
            hubs.know(hub.id(), remote(hub.spec()).url(), files.hostKey());
        }
        return hub.synced(sync, seen(hub.spec(), files));
    }

    /** A server of SSH is known by the key it was first seen with. */
    private static HubSpec seen(HubSpec spec, Fetched.Files files) {
        return spec.at(remote(spec).known(files.hostKey()));
    }

    /** A new key to enter a repository with; it is not kept. */
    public DeployKey newKey() {
        return repositories.newKey();
    }

    private static Remote remote(HubSpec spec) {
        return Objects.requireNonNull(spec.remote(), "a hub of a repository");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
