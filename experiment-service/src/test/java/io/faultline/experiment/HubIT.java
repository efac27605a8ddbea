package io.faultline.experiment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.Api.Answered;
import io.faultline.experiment.git.GitServer;
import io.faultline.experiment.git.SshGitServer;
import io.faultline.experiment.git.ZipServer;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Hubs and GitOps over HTTP, by REST and by real GraphQL documents, with a real git server behind. */
class HubIT {
    private static final String HUBS = "/api/v1/hubs";
    private static final String GITOPS = "/api/v1/gitops";
    private static final String CANARY = "s3cr3t-canary";
    private static final String ENGINE = """
                                         apiVersion: litmuschaos.io/v1alpha1
                                         kind: ChaosEngine
                                         metadata: {name: %s, labels: {infra_id: own}}
                                         spec:
                                           appinfo: {appns: shop, applabel: app=cart, appkind: deployment}
                                           experiments:
                                             - name: pod-delete
                                               spec: {components: {env: [{name: TOTAL_CHAOS_DURATION, value: "%d"}]}}
                                         """;
    private static final String OWN = """
                                      apiVersion: faultline.io/v1
                                      kind: Experiment
                                      metadata: {name: %s}
                                      spec: {stages: [{faults: [{name: nothing, type: no-fault, duration: %ds}]}]}
                                      """;
    private static final String CHART = """
                                        metadata: {name: generic, annotations: {categories: Kubernetes}}
                                        spec: {displayName: Generic, faults: [{name: pod-delete, displayName: Pod delete}]}
                                        """;
    private static ServiceUnderTest service;
    private static Facts facts;
    private static Api api;
    private final GitServer git = new GitServer();

    @BeforeAll
    static void open() {
        facts = Facts.open();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service",
                Map.of("faultline.repositories.allow-loopback", "true"));
        api = new Api(service);
    }

    @AfterAll
    static void shut() {
        service.close();
        facts.close();
    }

    @AfterEach
    void close() {
        api.send("DELETE", GITOPS, null, Map.of());
        git.close();
    }

    @Test
    void theHubThatComesAlongIsTheDefaultAndStays() {
        JsonNode hubs = data(
                "{ listChaosHub(projectID: \"p\") { id name isDefault isAvailable totalFaults totalExperiments } }")
                .path("listChaosHub");
        JsonNode embedded = hubs.path(0);
        assertThat(embedded.path("isDefault").asBoolean() && embedded.path("isAvailable").asBoolean()).isTrue();
        assertThat(embedded.path("totalFaults").asString()).isEqualTo(Integer.toString(FaultType.values().length));
        String id = embedded.path("id").asString();
        assertThat(error("mutation { deleteChaosHub(projectID: \"p\", hubID: \"%s\") }".formatted(id)))
                .contains("comes with Faultline");
        assertThat(api.send("DELETE", HUBS + "/embedded", null, Map.of()).status()).isEqualTo(409);
        assertThat(api.post(HUBS + "/embedded/sync", "").text("/kind")).isEqualTo("embedded");
        JsonNode charts = data(
                """
                { listChaosFaults(hubID: "%s", projectID: "p") { metadata { name annotations { categories } }
                  spec { displayName maintainers { name } faults { name displayName description plan } platforms }
                  packageInfo { packageName experiments { name CSV desc } } } }""".formatted(id))
                .path("listChaosFaults");
        assertThat(charts.valueStream().map(each -> each.at("/metadata/name").asString())).containsExactly(
                "application", "kubernetes", "machine", "network", "spring-boot");
        assertThat(charts.path(1).at("/spec/faults").valueStream().map(each -> each.path("name").asString()))
                .contains("pod-delete", "kubelet-service-kill");
        JsonNode fault = data(
                """
                { getChaosFault(projectID: "p", request: {category: "kubernetes", experimentName: "pod-delete", hubID: "%s"})
                  { fault engine csv } }"""
                        .formatted(id))
                .path("getChaosFault");
        assertThat(fault.path("fault").asString()).contains("kind: ChaosExperiment");
        assertThat(fault.path("csv").asString()).contains("ChartServiceVersion");
        assertThat(AnyFile.read(fault.path("engine").asString(), "engine").read()).isInstanceOf(Read.Valid.class);
        assertThat(error(
                "{ getChaosFault(projectID: \"p\", request: {category: \"x\", experimentName: \"y\", hubID: \"%s\"}) { csv } }"
                        .formatted(id)))
                .contains("has no fault y");
    }

    @Test
    void aPredefinedExperimentIsTakenAsClientsOfLitmusSendIt() {
        JsonNode all = data(
                "{ listPredefinedExperiments(hubID: \"embedded\", projectID: \"p\") { experimentName experimentCSV experimentManifest } }")
                .path("listPredefinedExperiments");
        assertThat(all).hasSizeGreaterThan(5);
        JsonNode one = data(
                "{ getPredefinedExperiment(hubID: \"embedded\", experimentName: [\"lost-pod\"], projectID: \"p\") { experimentManifest } }")
                .path("getPredefinedExperiment").path(0);
        JsonNode saved = ask(
                "mutation($r: SaveChaosExperimentRequest!) { saveChaosExperiment(projectID: \"p\", request: $r) }",
                Map.of("r", Map.of("id", "lost-pod", "name", "lost-pod", "description", "", "manifest",
                        one.path("experimentManifest").asString(), "infraID", "own")));
        assertThat(saved.at("/data/saveChaosExperiment").asString()).contains("saved successfully");
        assertThat(error(
                "{ getPredefinedExperiment(hubID: \"embedded\", experimentName: [\"none\"], projectID: \"p\") { experimentCSV } }"))
                .contains("has no experiment none");
    }

    @Test
    void aTemplateIsListedLookedAtAndMadeAnExperiment() {
        String templates = HUBS + "/embedded/templates";
        Answered first = api.get(templates + "?kind=fault&limit=30");
        Answered second = api.get(templates + "?kind=fault&limit=30&after=" + first.text("/next"));
        assertThat(first.json().path("items").size() + second.json().path("items").size())
                .isEqualTo(FaultType.values().length);
        assertThat(second.json().path("next").isString()).isFalse();
        Answered shown = api.get(templates + "/faults/machine/process-pause");
        assertThat(shown.text("/experiment/spec/stages/0/faults/0/type")).isEqualTo("process-pause");
        assertThat(api.send("GET", templates + "/faults/machine/process-pause", null,
                Map.of("Accept", "application/yaml")).body()).startsWith("apiVersion: faultline.io/v1");
        assertThat(api.get(templates + "/../../../etc/passwd").status()).isIn(400, 404);
        assertThat(api.get(templates + "/faults/machine/none").status()).isEqualTo(404);
        String body = "{\"template\":\"faults/machine/process-pause\",\"name\":\"frozen-shop\"}";
        Map<String, String> key = Map.of("Idempotency-Key", "use-frozen-shop");
        Answered made = api.send("POST", HUBS + "/embedded/experiments", body, key);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(api.get(made.header("Location")).text("/name")).isEqualTo("frozen-shop");
        assertThat(api.send("POST", HUBS + "/embedded/experiments", body, key).header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(api.post(HUBS + "/embedded/experiments", body).status()).isEqualTo(409);
        Answered pushed = api.post(templates, "{\"experiment\":\"%s\"}".formatted(made.text("/id")));
        assertThat(pushed.status()).isEqualTo(409);
        assertThat(pushed.text("/detail")).contains("add a hub of a git repository");
    }

    @Test
    void aGitHubIsAddedKeptUpToDatePushedToAndRemoved() {
        git.putAll(Map.of("faults/generic/pod-delete/engine.yaml", ENGINE.formatted("pod-delete", 5),
                "faults/generic/generic.chartserviceversion.yaml", CHART));
        git.requiring("me", CANARY);
        Answered refused = api.post(HUBS, hub("git-hub", "wrong"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/type")).endsWith("/unusable-repository");
        Answered added = api.post(HUBS, hub("git-hub", CANARY));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.json().path("faults").asInt()).isEqualTo(1);
        assertThat(added.text("/state")).isEqualTo("available");
        String path = added.header("Location");
        assertThat(api.post(HUBS, hub("git-hub", CANARY)).status()).isEqualTo(409);

        git.put("experiments/mine/experiment.yaml", OWN.formatted("mine", 2));
        assertThat(api.post(path + "/sync", "").json().path("experiments").asInt()).isEqualTo(1);
        Answered made = api.post(path + "/experiments", "{\"template\":\"experiments/mine\",\"name\":\"from-git\"}");
        assertThat(made.status()).isEqualTo(201);
        Answered pushed = api.post(path + "/templates",
                "{\"experiment\":\"%s\",\"name\":\"pushed\"}".formatted(made.text("/id")));
        assertThat(pushed.json().path("changed").asBoolean()).as(pushed.body()).isTrue();
        assertThat(git.read("experiments/pushed/experiment.yaml")).contains("name: pushed");
        assertThat(git.read("faults/generic/pod-delete/engine.yaml")).isNotNull();
        assertThat(api.get(path + "/templates/experiments/pushed").status()).isEqualTo(200);

        git.requiring("me", "changed");
        assertThat(api.post(path + "/sync", "").status()).isEqualTo(422);
        Answered failing = api.get(path);
        assertThat(failing.text("/state")).isEqualTo("failing");
        assertThat(failing.text("/trouble")).contains("does not let this one in");
        assertThat(failing.json().path("experiments").asInt()).isEqualTo(2);
        assertThat(api.send("DELETE", path, null, Map.of()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @Test
    void aSecretIsNeverShownAndGoesToNoOtherServer() {
        git.requiring("me", CANARY);
        git.put("experiments/a/experiment.yaml", OWN.formatted("a", 1));
        Answered added = api.post(HUBS, hub("secretive", CANARY));
        String path = added.header("Location");
        String id = added.text("/id");
        String graphQl = ask(
                """
                { getChaosHub(projectID: "p", chaosHubID: "%s") { name userName token password sshPrivateKey isPrivate authType } }"""
                        .formatted(id),
                Map.of()).toString();
        assertThat(graphQl).contains("\"password\":null", "\"authType\":\"BASIC\"");
        for (String shown : List.of(added.body(), api.get(path).body(), api.get(HUBS).body(), graphQl)) {
            assertThat(shown).doesNotContain(CANARY);
        }
        assertThat(added.json().path("hasSecret").asBoolean()).isTrue();
        String stored = service.bean(JdbcTemplate.class).queryForObject(
                "select secret || content::text from hub where id = ?::uuid",
                String.class, id);
        assertThat(stored).doesNotContain(CANARY);
        try (GitServer thief = new GitServer().requiring("nobody", "enters")) {
            Answered moved = api.send("PUT", path, hub("secretive", null).replace(git.url(), thief.url()), Map.of());
            assertThat(moved.status()).isEqualTo(400);
            assertThat(moved.text("/detail")).contains("goes to no other");
            assertThat(thief.authorizations()).isEmpty();
        }
        assertThat(api.send("PUT", path, hub("renamed", null), Map.of()).text("/name")).isEqualTo("renamed");
        assertThat(api.post(path + "/sync", "").status()).isEqualTo(200);
        for (String bad : List.of("http://me:" + CANARY + "@127.0.0.1/a", "file:///etc", "ext::sh -c id")) {
            Answered wrong = api.post(HUBS, "{\"name\":\"bad\",\"url\":\"%s\"}".formatted(bad));
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/url");
            assertThat(wrong.body()).doesNotContain(CANARY);
        }
    }

    @Test
    void hubsAreManagedInTheWordsOfLitmus() {
        git.put("faults/generic/pod-delete/engine.yaml", ENGINE.formatted("pod-delete", 5));
        String request = "name: \"litmus\", repoURL: \"%s\", repoBranch: \"main\", remoteHub: \"GitHub\", isPrivate: false, authType: NONE"
                .formatted(git.url());
        JsonNode saved = data(
                "mutation { saveChaosHub(projectID: \"p\", request: {%s}) { id name isRemoved lastSyncedAt hubType remoteHub } }"
                        .formatted(request))
                .path("saveChaosHub");
        String id = saved.path("id").asString();
        assertThat(saved.path("lastSyncedAt").asString()).isEmpty();
        assertThat(saved.path("remoteHub").asString()).isEqualTo("GitHub");
        assertThat(error("mutation { addChaosHub(projectID: \"p\", request: {%s}) { id } }".formatted(request)))
                .contains("named 'litmus' already");
        assertThat(data("mutation { syncChaosHub(id: \"%s\", projectID: \"p\") }".formatted(id)).toString())
                .contains("successfully synced");
        assertThat(data("{ getChaosHub(projectID: \"p\", chaosHubID: \"%s\") { totalFaults isAvailable } }"
                .formatted(id)).toString()).contains("\"totalFaults\":\"1\"", "\"isAvailable\":true");
        assertThat(
                data("""
                     { listChaosHub(projectID: "p", request: {chaosHubIDs: ["%s"], filter: {chaosHubName: "lit"}}) { name } }"""
                        .formatted(id)).path("listChaosHub"))
                .hasSize(1);
        assertThat(data(
                "mutation { updateChaosHub(projectID: \"p\", request: {id: \"%s\", %s, description: \"d\"}) { description } }"
                        .formatted(id, request))
                .toString()).contains("\"description\":\"d\"");
        JsonNode added = data("mutation { addChaosHub(projectID: \"p\", request: {%s}) { id lastSyncedAt } }"
                .formatted(request.replace("\"litmus\"", "\"litmus-2\""))).path("addChaosHub");
        assertThat(added.path("lastSyncedAt").asString()).isNotEmpty();
        int hubs = data("{ getChaosHubStats(projectID: \"p\") { totalChaosHubs } }")
                .at("/getChaosHubStats/totalChaosHubs").asInt();
        for (String each : List.of(id, added.path("id").asString())) {
            assertThat(data("mutation { deleteChaosHub(projectID: \"p\", hubID: \"%s\") }".formatted(each))
                    .path("deleteChaosHub").asBoolean()).isTrue();
        }
        assertThat(data("{ getChaosHubStats(projectID: \"p\") { totalChaosHubs } }")
                .at("/getChaosHubStats/totalChaosHubs").asInt()).isEqualTo(hubs - 2);
        assertThat(error("mutation { addChaosHub(projectID: \"p\", request: {%s}) { id } }"
                .formatted(request.replace("NONE", "SSH")))).contains("git@HOST:PATH");
    }

    @Test
    void aPrivateRepositoryIsEnteredWithADeployKeyMadeHere() {
        git.put("faults/generic/pod-delete/engine.yaml", ENGINE.formatted("pod-delete", 5));
        git.put("litmus/p/by-ssh.yaml", OWN.formatted("by-ssh", 1));
        JsonNode key = data("mutation { generateSSHKey { publicKey privateKey } }").path("generateSSHKey");
        String secret = key.path("privateKey").asString();
        try (SshGitServer ssh = new SshGitServer(git).requiring("git", key.path("publicKey").asString())) {
            Map<String, Object> request = Map.of("name", "by-ssh", "repoURL", ssh.url(), "repoBranch", "main",
                    "remoteHub", "GitHub", "isPrivate", true, "authType", "SSH", "sshPrivateKey", secret,
                    "sshPublicKey", key.path("publicKey").asString());
            JsonNode added = ask(
                    "mutation($r: CreateChaosHubRequest!) { addChaosHub(projectID: \"p\", request: $r) { id authType sshPrivateKey hubType } }",
                    Map.of("r", request)).at("/data/addChaosHub");
            assertThat(added.toString()).contains("\"authType\":\"SSH\"", "\"sshPrivateKey\":null");
            String path = HUBS + "/" + added.path("id").asString();
            String hostKey = api.get(path).text("/hostKey");
            assertThat(hostKey).startsWith("ecdsa-sha2-nistp256 ");
            String stored = service.bean(JdbcTemplate.class).queryForObject(
                    "select secret || content::text from hub where name = 'by-ssh'", String.class);
            assertThat(stored).contains(hostKey).doesNotContain("PRIVATE KEY", secret.substring(60, 120));
            Answered gitOps = api.send("PUT", GITOPS, Wire.mapper().writeValueAsString(
                    Map.of("url", ssh.url(), "auth", "SSH", "secret", secret, "folder", "litmus/p")), Map.of());
            assertThat(gitOps.text("/gitops/hostKey")).as(gitOps.body()).isEqualTo(hostKey);
            assertThat(state("by-ssh")).isEqualTo("same");

            ssh.showing(SshGitServer.newHostKey("EC"));
            Answered refused = api.post(path + "/sync", "");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("/detail")).contains("'by-ssh'", "another host key", "hostKey");
            assertThat(api.post(GITOPS + "/sync", "").text("/detail")).contains("another host key");
            assertThat(api.get(path).json().path("faults").asInt()).isEqualTo(1);
            Map<String, String> renamed = Map.of("name", "by-ssh", "url", ssh.url(), "auth", "SSH");
            assertThat(api.send("PUT", path, Wire.mapper().writeValueAsString(renamed), Map.of()).text("/hostKey"))
                    .isEqualTo(hostKey);
            java.security.KeyPair next = SshGitServer.newHostKey("EC");
            ssh.showing(next);
            Map<String, String> told = Map.of("name", "by-ssh", "url", ssh.url(), "auth", "SSH", "hostKey",
                    PublicKeyEntry.toString(next.getPublic()));
            api.send("PUT", path, Wire.mapper().writeValueAsString(told), Map.of());
            assertThat(api.post(path + "/sync", "").text("/state")).isEqualTo("available");
            assertThat(api.send("DELETE", path, null, Map.of()).status()).isEqualTo(204);
        }
    }

    @Test
    void aHubSavedForLaterKnowsItsServerOnceItWasTakenIn() {
        git.put("faults/generic/pod-delete/engine.yaml", ENGINE.formatted("pod-delete", 5));
        JsonNode key = data("mutation { generateSSHKey { publicKey privateKey } }").path("generateSSHKey");
        try (SshGitServer ssh = new SshGitServer(git).requiring("git", key.path("publicKey").asString())) {
            Answered saved = api.post(HUBS, Wire.mapper().writeValueAsString(Map.of("name", "later", "url", ssh.url(),
                    "auth", "SSH", "secret", key.path("privateKey").asString(), "sync", false)));
            String path = saved.header("Location");
            assertThat(saved.json().path("hostKey").isString()).isFalse();
            assertThat(api.post(path + "/sync", "").text("/hostKey")).startsWith("ecdsa-sha2-nistp256 ");
            assertThat(api.get(path).text("/hostKey")).startsWith("ecdsa-sha2-nistp256 ");
        }
    }

    @Test
    void aZipFileIsAHubThatTakesNothing() {
        byte[] first = ZipServer.zip(Map.of("hub-main/faults/generic/pod-delete/engine.yaml",
                ENGINE.formatted("pod-delete", 5).getBytes(StandardCharsets.UTF_8)));
        byte[] second = ZipServer.zip(Map.of("experiments/mine/experiment.yaml",
                OWN.formatted("mine", 1).getBytes(StandardCharsets.UTF_8)));
        try (ZipServer zips = new ZipServer().at("/hub.zip", first)) {
            JsonNode added = data(
                    """
                    mutation { addRemoteChaosHub(projectID: "p", request: {name: "packed", repoURL: "%s", remoteHub: "Zip"})
                      { id hubType repoURL authType remoteHub } }"""
                            .formatted(zips.url("/hub.zip")))
                    .path("addRemoteChaosHub");
            assertThat(added.toString()).contains("\"hubType\":\"REMOTE\"", "\"authType\":\"NONE\"");
            String id = added.path("id").asString();
            assertThat(
                    data("{ getChaosHub(projectID: \"p\", chaosHubID: \"%s\") { totalFaults hubType } }".formatted(id))
                            .toString())
                    .contains("\"totalFaults\":\"1\"", "REMOTE");
            zips.at("/hub.zip", second);
            data("mutation { syncChaosHub(id: \"%s\", projectID: \"p\") }".formatted(id));
            String path = HUBS + "/" + id;
            Answered shown = api.get(path);
            assertThat(shown.text("/kind")).isEqualTo("zip");
            assertThat(shown.json().path("faults").asInt()).isZero();
            Answered made = api.post(path + "/experiments", "{\"template\":\"experiments/mine\",\"name\":\"zipped\"}");
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            Answered pushed = api.post(path + "/templates", "{\"experiment\":\"%s\"}".formatted(made.text("/id")));
            assertThat(pushed.text("/detail")).contains("a zip file takes nothing");
            assertThat(data(
                    """
                    mutation { updateChaosHub(projectID: "p", request: {id: "%s", name: "packed-2", repoURL: "%s", repoBranch: "",
                      remoteHub: "Zip", isPrivate: false, authType: NONE}) { name hubType } }"""
                            .formatted(id, zips.url("/hub.zip")))
                    .toString()).contains("packed-2", "REMOTE");
            assertThat(api.post(HUBS, "{\"name\":\"gone\",\"zip\":true,\"url\":\"%s\"}".formatted(
                    zips.url("/none.zip"))).text("/detail")).contains("'gone'", "answers 404");
        }
    }

    @Test
    void experimentsFollowTheRepository() {
        git.putAll(Map.of("litmus/p/engine-one.yaml", ENGINE.formatted("engine-one", 5), "litmus/p/own-one.yaml",
                OWN.formatted("own-one", 1), "litmus/p/misnamed.yaml", OWN.formatted("another", 1),
                "litmus/p/broken.yaml",
                OWN.formatted("broken", 1).replace("no-fault", "no-fualt"), "litmus/q/other.yaml",
                OWN.formatted("other-project", 1)));
        assertThat(data("{ getGitOpsDetails(projectID: \"p\") { enabled } }").toString()).contains("false");
        assertThat(error(
                "mutation { updateGitOps(projectID: \"p\", configurations: {branch: \"main\", repoURL: \"%s\", authType: NONE}) }"
                        .formatted(git.url())))
                .contains("off");
        assertThat(data(
                "mutation { enableGitOps(projectID: \"p\", configurations: {branch: \"main\", repoURL: \"%s\", authType: NONE}) }"
                        .formatted(git.url()))
                .path("enableGitOps").asBoolean()).isTrue();
        assertThat(data("{ getGitOpsDetails(projectID: \"p\") { enabled repoURL branch authType token password } }")
                .toString()).contains(git.url(), "\"password\":null");
        assertThat(state("engine-one")).isEqualTo("same");
        assertThat(state("own-one")).isEqualTo("same");
        assertThat(state("broken")).isEqualTo("only-there");
        assertThat(drift("broken").at("/errors/0/line").asInt()).isEqualTo(4);
        assertThat(drift("broken").at("/errors/0/message").asString()).contains("no-fault");
        assertThat(drift("misnamed").at("/errors/0/message").asString()).contains("has to be the file's");
        assertThat(experiment("other-project").isMissingNode()).isTrue();

        String id = experiment("own-one").path("id").asString();
        git.put("litmus/p/own-one.yaml", OWN.formatted("own-one", 7));
        git.put("litmus/p/engine-one.yaml", ENGINE.formatted("engine-one", 9));
        JsonNode synced = api.post(GITOPS + "/sync", "").json();
        assertThat(synced.path("taken").toString()).contains("own-one", "engine-one");
        assertThat(api.get("/api/v1/experiments/" + id).text("/experiment/spec/stages/0/faults/0/duration"))
                .isEqualTo("7s");

        git.put("litmus/p/own-one.yaml", "nonsense: [");
        assertThat(api.post(GITOPS + "/sync", "").json().path("refused").toString()).contains("own-one");
        assertThat(state("own-one")).isEqualTo("different");
        assertThat(api.get("/api/v1/experiments/" + id).status()).isEqualTo(200);
        git.delete("litmus/p/own-one.yaml");
        assertThat(api.post(GITOPS + "/sync", "").json().path("forgotten").toString()).contains("own-one");
        assertThat(api.get("/api/v1/experiments/" + id).status()).isEqualTo(404);
        assertThat(data(
                "mutation { updateGitOps(projectID: \"p\", configurations: {branch: \"main\", repoURL: \"%s\", authType: NONE}) }"
                        .formatted(git.url()))
                .path("updateGitOps").asBoolean()).isTrue();
        assertThat(data("mutation { disableGitOps(projectID: \"p\") }").path("disableGitOps").asBoolean()).isTrue();
        assertThat(api.get(GITOPS).json().path("enabled").asBoolean()).isFalse();
        assertThat(experiment("engine-one").isMissingNode()).isFalse();
    }

    @Test
    void whatIsChangedHereIsShownAndLeftUntilItIsOverwritten() {
        api.post("/api/v1/experiments", json(OWN.formatted("here-before", 1)));
        git.putAll(Map.of("chaos/drifting.yaml", OWN.formatted("drifting", 1), "chaos/lost.yaml",
                OWN.formatted("lost", 1), "chaos/here-before.yaml", OWN.formatted("here-before", 5)));
        Answered on = api.send("PUT", GITOPS, "{\"url\":\"%s\",\"folder\":\"chaos\"}".formatted(git.url()), Map.of());
        assertThat(on.status()).as(on.body()).isEqualTo(200);
        assertThat(on.json().path("refused").toString()).contains("here-before");
        assertThat(state("here-before")).isEqualTo("different");
        String drifting = "/api/v1/experiments/" + experiment("drifting").path("id").asString();
        api.send("PUT", drifting, json(OWN.formatted("drifting", 3)), Map.of("If-Match", "*"));
        api.send("DELETE", "/api/v1/experiments/" + experiment("lost").path("id").asString(), null, Map.of());
        api.post("/api/v1/experiments", json(OWN.formatted("only-mine", 1)));
        assertThat(api.post(GITOPS + "/sync", "").json().path("taken")).isEmpty();
        assertThat(state("drifting")).isEqualTo("changed-here");
        assertThat(state("lost")).isEqualTo("only-there");
        assertThat(state("only-mine")).isEqualTo("only-here");
        assertThat(api.post(GITOPS + "/sync?overwrite=true", "").json().path("taken").toString()).contains("drifting",
                "lost", "here-before");
        assertThat(api.get(drifting).text("/experiment/spec/stages/0/faults/0/duration")).isEqualTo("1s");
        assertThat(state("here-before")).isEqualTo("same");
        assertThat(state("only-mine")).isEqualTo("only-here");

        git.clear();
        Answered emptied = api.post(GITOPS + "/sync", "");
        assertThat(emptied.status()).isEqualTo(422);
        assertThat(emptied.text("/detail")).contains("Nothing was forgotten");
        assertThat(api.get(GITOPS).text("/trouble")).contains("all files are gone");
        assertThat(state("drifting")).isEqualTo("same");
        assertThat(api.post(GITOPS + "/sync?overwrite=true", "").json().path("forgotten")).hasSize(3);
    }

    @Test
    void aChangeInAClusterRunsTheExperiment() {
        JsonNode registered = ask(
                """
                mutation { registerInfra(projectID: "p", request: {name: "tracked", environmentID: "gitops-env",
                  infrastructureType: Kubernetes, platformName: "k", infraScope: "cluster", description: ""}) { infraID token } }""",
                Map.of());
        if (registered.at("/data/registerInfra").isMissingNode()
                || registered.at("/data/registerInfra").isNull()) {
            data("mutation { createEnvironment(projectID: \"p\", request: {environmentID: \"gitops-env\", name: \"e\", type: PROD}) { name } }");
            registered = ask(
                    """
                    mutation { registerInfra(projectID: "p", request: {name: "tracked", environmentID: "gitops-env",
                      infrastructureType: Kubernetes, platformName: "k", infraScope: "cluster", description: ""}) { infraID token } }""",
                    Map.of());
        }
        String infra = registered.at("/data/registerInfra/infraID").asString();
        String token = registered.at("/data/registerInfra/token").asString();
        Answered kept = api.post("/api/v1/experiments", json(OWN.formatted("notified", 1)));
        String document = "mutation { gitopsNotifier(clusterInfo: {infraID: \"%s\", accessKey: \"%s\", version: \"3.31.0\"}, experimentID: \"%s\") }";
        String said = data(document.formatted(infra, token, kept.text("/id"))).path("gitopsNotifier").asString();
        RunId run = RunId.parse(said.replaceFirst(".*is run: ", ""));
        assertThat(facts.await(run, ExperimentRequested.class).experiment().name()).isEqualTo("notified");
        assertThat(error(document.formatted("none", token, kept.text("/id")))).contains("no infrastructure");
    }

    private String hub(String name, String secret) {
        return Wire.mapper().writeValueAsString(secret == null
                ? Map.of("name", name, "url", git.url(), "auth", "BASIC", "user", "me")
                : Map.of("name", name, "url", git.url(), "auth", "BASIC", "user", "me", "secret", secret));
    }

    private static String json(String yaml) {
        return Wire.mapper().writeValueAsString(((Read.Valid) AnyFile.read(yaml, "f").read()).experiment());
    }

    private static JsonNode drift(String name) {
        return api.get(GITOPS).json().path("experiments").valueStream()
                .filter(each -> each.path("name").asString().equals(name)).findFirst().orElseThrow();
    }

    private static String state(String name) {
        return drift(name).path("state").asString();
    }

    private static JsonNode experiment(String name) {
        return api.get("/api/v1/experiments?name=" + name).json().at("/items/0");
    }

    private static JsonNode ask(String document, Object variables) {
        return api.post("/query", Wire.mapper().writeValueAsString(Map.of("query", document, "variables", variables)))
                .json();
    }

    private static JsonNode data(String document) {
        JsonNode answer = ask(document, Map.of());
        assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
        return answer.path("data");
    }

    private static String error(String document) {
        return ask(document, Map.of()).at("/errors/0/message").asString();
    }
}
