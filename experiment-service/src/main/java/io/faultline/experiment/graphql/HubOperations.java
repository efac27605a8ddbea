package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.hub.HubId;
import io.faultline.experiment.hub.HubSpec;
import io.faultline.experiment.hub.Hubbing;
import io.faultline.experiment.hub.LayoutRules;
import io.faultline.experiment.hub.Template;
import io.faultline.experiment.repository.DeployKey;
import io.faultline.experiment.repository.Form;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.RepositoryPolicy;
import io.faultline.experiment.repository.Secret;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hubs: the one that comes along, which is the default, and those of git repositories and zip files. */
@Component
record HubOperations(HubDesk desk, RepositoryPolicy policy) implements Operations {
    /** Of adding, saving and updating. */
    record Sent(@Nullable String id, String name, @Nullable List<String> tags, @Nullable String description,
            String repoURL, String repoBranch, String remoteHub, String authType, @Nullable String token,
            @Nullable String userName, @Nullable String password, @Nullable String sshPrivateKey) {
        /** @param former what it is at now, if it is changed: what is a zip file stays one */
        HubSpec spec(@Nullable Remote former) {
            Remote remote = former != null && former.form() == Form.ZIP
                    ? Remote.zip(repoURL)
                    : Remotes.remote(repoURL, repoBranch, authType, userName);
            return new HubSpec(name, description, tags == null ? List.of() : tags, remote, remoteHub);
        }

        @Nullable
        Secret secret() {
            return Remotes.secret(authType, token, password, sshPrivateKey);
        }
    }

    /** Of adding a zip file. */
    record SentZip(String name, @Nullable List<String> tags, @Nullable String description, String repoURL,
            String remoteHub) {
        HubSpec spec() {
            return new HubSpec(name, description, tags == null ? List.of() : tags, Remote.zip(repoURL), remoteHub);
        }
    }

    record SshKey(String publicKey, String privateKey) {
        static SshKey of(DeployKey key) {
            return new SshKey(key.publicKey(), key.privateKey().value());
        }
    }

    record Filter(@Nullable String chaosHubName, @Nullable List<String> tags, @Nullable String description) {}

    record Wanted(@Nullable List<String> chaosHubIDs, @Nullable Filter filter) {}

    record WantedFault(@Nullable String category, String experimentName, @Nullable String hubID) {}

    record FaultDetails(String fault, String engine, String csv) {}

    record Predefined(String experimentName, String experimentCSV, String experimentManifest) {
        static Predefined of(Template template) {
            return new Predefined(template.name(), template.chart(), template.text().orElse(""));
        }
    }

    record Stats(int totalChaosHubs) {}

    @Override
    public void enter(Switchboard board) {
        board.query("listChaosHub", this::list).query("getChaosHub", asked -> view(asked, required(asked,
                "chaosHubID")))
                .query("getChaosHubStats", _ -> new Stats(desk.all().size()))
                .query("listChaosFaults", asked -> charts(required(asked, "hubID")))
                .query("getChaosFault", this::fault)
                .query("listPredefinedExperiments", asked -> experiments(required(asked, "hubID")))
                .query("getPredefinedExperiment", this::experiment)
                .mutation("addChaosHub", asked -> added(asked, true))
                .mutation("saveChaosHub", asked -> added(asked, false)).mutation("updateChaosHub", this::update)
                .mutation("deleteChaosHub", asked -> done(desk.remove(required(asked, "hubID").id())) != null)
                .mutation("syncChaosHub", this::sync)
                .mutation("generateSSHKey", _ -> SshKey.of(desk.newKey()))
                .mutation("addRemoteChaosHub", this::addedZip);
    }

    private Hub required(Asked asked, String argument) {
        return required(asked.text(argument));
    }

    private Hub required(String id) {
        return HubId.parse(id).flatMap(desk::find).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no hub %s; listChaosHub names those there are.".formatted(id)));
    }

    private static Hub done(Hubbing hubbing) {
        if (hubbing instanceof Hubbing.Done(Hub hub)) {
            return hub;
        }
        throw new Problem(switch (hubbing) {
            case Hubbing.Missing() -> ProblemType.NOT_FOUND;
            case Hubbing.Failed _ -> ProblemType.UNUSABLE_REPOSITORY;
            case Hubbing.SecretNeeded() -> ProblemType.INVALID_REQUEST;
            case Hubbing.Done _,Hubbing.NameTaken _,Hubbing.Embedded _,Hubbing.TooMany _,Hubbing.Busy _ ->
                ProblemType.CONFLICT;
        }, hubbing.says());
    }

    private HubView view(Asked asked, Hub hub) {
        return HubView.of(asked.project().id(), hub, desk.counts(hub), false);
    }

    private List<HubView> list(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Filter filter = wanted.filter() == null ? new Filter(null, null, null) : wanted.filter();
        return desk.all().stream().filter(each -> Listing.isAmong(wanted.chaosHubIDs(), each.id().toString()))
                .filter(each -> Listing.holds(each.name(), filter.chaosHubName())
                        && Listing.holds(each.spec().description(), filter.description())
                        && (filter.tags() == null || each.spec().tags().containsAll(filter.tags())))
                .map(each -> view(asked, each)).toList();
    }

    List<ChartView> charts(Hub hub) {
        Map<String, String> files = desk.files(hub);
        Map<String, String> charts = LayoutRules.charts(files);
        Map<String, List<Template>> faults = LayoutRules.templates(files).stream()
                .filter(each -> each.kind() == Template.Kind.FAULT)
                .collect(Collectors.groupingBy(Template::category, TreeMap::new, Collectors.toList()));
        return faults.entrySet().stream()
                .map(each -> ChartView.of(each.getKey(), charts.getOrDefault(each.getKey(), ""), each.getValue()))
                .toList();
    }

    private FaultDetails fault(Asked asked) {
        WantedFault wanted = asked.request(WantedFault.class);
        Template template = fault(required(Asked.given(wanted.hubID(), "hubID")),
                Asked.given(wanted.category(), "category"), wanted.experimentName());
        return new FaultDetails(template.fault().orElse(""), template.engine().orElse(""), template.chart());
    }

    Template fault(Hub hub, String category, String name) {
        return desk.template(hub, "faults/%s/%s".formatted(category, name)).orElseThrow(() -> new Problem(
                ProblemType.NOT_FOUND,
                "The hub has no fault %s in the category %s; listChaosFaults names those there are."
                        .formatted(name, category)));
    }

    List<Predefined> experiments(Hub hub) {
        return desk.templates(hub).stream().filter(each -> each.kind() == Template.Kind.EXPERIMENT)
                .map(Predefined::of).toList();
    }

    private List<Predefined> experiment(Asked asked) {
        Hub hub = required(asked, "hubID");
        List<String> names = asked.environment().getArgumentOrDefault("experimentName", List.of());
        return names.stream().map(name -> Predefined.of(experiment(hub, name))).toList();
    }

    Template experiment(Hub hub, String name) {
        return desk.template(hub, "experiments/" + name).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "The hub has no experiment %s; listPredefinedExperiments names those there are.".formatted(name)));
    }

    private HubView added(Asked asked, boolean take) {
        Sent sent = asked.request(Sent.class);
        return view(asked, done(desk.add(checked(sent.spec(null)), sent.secret(), take)));
    }

    private HubView addedZip(Asked asked) {
        return view(asked, done(desk.add(checked(asked.request(SentZip.class).spec()), null, true)));
    }

    private HubView update(Asked asked) {
        Sent sent = asked.request(Sent.class);
        Hub hub = required(String.valueOf(sent.id()));
        Hub changed = done(desk.change(hub.id(), checked(sent.spec(hub.spec().remote())), sent.secret()));
        return view(asked, desk.sync(changed.id()) instanceof Hubbing.Done(Hub synced)
                ? synced
                : desk.find(changed.id()).orElse(changed));
    }

    private String sync(Asked asked) {
        return "successfully synced hub " + done(desk.sync(required(asked, "id").id())).name();
    }

    private HubSpec checked(HubSpec spec) {
        Complaints complaints = Complaints.collect();
        spec.check(complaints, policy.files());
        Remotes.refuse(complaints);
        return spec;
    }
}
