package io.faultline.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.embedded.Durability;
import io.faultline.embedded.PostgresProcess;
import io.faultline.experiment.Api.Answered;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Case 8: Postgres is killed while runs are asked for, and comes back. */
class DatabaseAwayIT {
    private static final String RUNS = "/api/v1/runs";
    private static final int CLIENTS = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    /** What a request with a key was answered. */
    private record Asked(String key, Answered answer) {}

    @Test
    void answers503WhileItIsAwayAndLosesAndDoublesNoRun() throws Exception {
        PostgresProcess postgres = PostgresProcess.start(folder, 0, Durability.DURABLE);
        Map<String, String> database = Map.of("FAULTLINE_DB_URL", postgres.jdbcUrl(), "FAULTLINE_DB_USER",
                PostgresProcess.USER, "FAULTLINE_DB_PASSWORD", postgres.password());
        try (Facts facts = Facts.open();
                ServiceUnderTest service = ServiceUnderTest.start(ExperimentService.class, "experiment-service",
                        database)) {
            Api api = new Api(service);
            Queue<Asked> asked = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> Thread.startVirtualThread(() -> ask(api, client, over, asked))).toList();
            try {
                await(asked, 0, 202);
                endAtOnce(postgres);
                await(asked, 0, 503);
                postgres = PostgresProcess.start(folder, postgres.port(), Durability.DURABLE);
                long up = System.nanoTime();
                await(asked, asked.size(), 202);
                System.out.printf("runs are taken again %d ms after Postgres is up%n",
                        Duration.ofNanos(System.nanoTime() - up).toMillis());
            } finally {
                over.set(true);
            }
            for (Thread client : clients) {
                client.join();
            }
            everyNoSaysThatItPasses(asked);
            everyKeyIsOneRun(api, facts, asked);
        } finally {
            postgres.close();
        }
    }

    private static void ask(Api api, int client, AtomicBoolean over, Queue<Asked> asked) {
        for (int i = 0; !over.get(); i++) {
            String key = client + "-" + i;
            asked.add(new Asked(key, post(api, key)));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Answered post(Api api, String key) {
        return api.send("POST", RUNS, Wire.mapper().writeValueAsString(Experiment
                .of(new Metadata("away-" + key.charAt(0), null, List.of()), Experiments.any().spec())),
                Map.of("Idempotency-Key", key));
    }

    private static void await(Queue<Asked> asked, int after, int status) {
        Awaitility.await("an answer " + status).atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> asked.stream().skip(after).anyMatch(each -> each.answer().status() == status));
    }

    /** As <code>pg_ctl stop -m immediate</code> does: no connection is closed in order, nothing is written down. */
    private void endAtOnce(PostgresProcess postgres) throws Exception {
        String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst().strip();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        postgres.close();
    }

    /** Those who wait behind requests that wait for the database may be told that, instead of waiting as long. */
    private static void everyNoSaysThatItPasses(Queue<Asked> asked) {
        assertThat(asked).extracting(each -> each.answer().status()).containsOnly(202, 503, 429);
        asked.stream().map(Asked::answer).filter(answer -> answer.status() != 202).forEach(answer -> {
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.text("/type")).endsWith(answer.status() == 503 ? "/unavailable" : "/overloaded");
        });
    }

    /** Also of those that were told 503, though they were done: sent again, they are answered as they would have been. */
    private static void everyKeyIsOneRun(Api api, Facts facts, Queue<Asked> asked) {
        Map<String, String> runs = new HashMap<>();
        for (Asked each : asked) {
            Answered again = post(api, each.key());
            assertThat(again.status()).as(again.body()).isEqualTo(202);
            if (each.answer().status() == 202) {
                assertThat(again.body()).isEqualTo(each.answer().body());
            }
            runs.put(each.key(), again.text("/run"));
        }
        assertThat(runs.values()).doesNotHaveDuplicates();
        runs.values().forEach(run -> facts.await(RunId.parse(run), ExperimentRequested.class));
        assertThat(listed(api)).containsExactlyInAnyOrderElementsOf(runs.values());
    }

    private static List<String> listed(Api api) {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = api.get(RUNS + "?limit=500" + after).json();
            page.path("items").forEach(run -> all.add(run.path("run").asString()));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        return all;
    }
}
