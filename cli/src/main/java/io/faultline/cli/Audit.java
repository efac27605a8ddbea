package io.faultline.cli;

import java.util.List;
import java.util.Optional;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Proof that the record of what happened was not touched, and that what happened is what was promised. */
@Command(name = "audit", description = "The audit trail: verify.")
final class Audit {
    private static final Table CHAIN = Table.of("/intact", "intact", "/intact", "rows", "/rows", "head", "/head",
            "first broken row", "/brokenAt", "reason", "/reason");
    private static final Table LEDGER = Table.of("/invariant", "", "/invariant", "kept", "/kept", "violations",
            "/count", "promise", "/promise");
    private static final Table VIOLATIONS = Table.of("/what", "", "/invariant", "run", "/run", "violation", "/what",
            "where", "/where");

    private final Faultline faultline;

    Audit(Faultline faultline) {
        this.faultline = faultline;
    }

    @Command(name = "verify", description = {
            "Recomputes the hash chain over every fact kept, and holds the topics, the database and the targets on this"
                    + " machine against what is promised of every run.",
            "Topics and database are found by house.json in FAULTLINE_HOME, or by FAULTLINE_KAFKA, FAULTLINE_DB_URL,"
                    + " FAULTLINE_DB_USER and FAULTLINE_DB_PASSWORD."})
    int verify(
            @Option(names = "--run", paramLabel = "RUN", description = "Only the facts of this run.") @Nullable String run) {
        try (FaultlineClient client = faultline.client()) {
            RunId only = run == null ? null : Faultline.run(client, run);
            faultline.say("Recomputing the chain ...");
            JsonNode chain = client.read("/api/v1/audit/verify" + (only == null ? "" : "?run=" + only));
            Optional<JsonNode> ledger = faultline.auditor().audit(only, faultline::say);
            if (ledger.isEmpty()) {
                faultline.say("The promises were not checked: nothing says where topics and database are.");
            }
            show(chain, ledger);
            boolean clean = chain.path("intact").asBoolean(false)
                    && ledger.map(it -> it.path("clean").asBoolean(false)).orElse(true);
            return clean ? Exit.PASSED.code() : Exit.ERROR.code();
        }
    }

    private void show(JsonNode chain, Optional<JsonNode> ledger) {
        ledger.ifPresent(it -> ((ObjectNode) chain).set("ledger", it));
        faultline.printer().one(chain, CHAIN);
        if (faultline.format() == Format.TABLE && ledger.isPresent()) {
            List<JsonNode> invariants = ledger.get().path("invariants").valueStream().toList();
            faultline.console().out().println();
            faultline.printer().list(invariants, LEDGER);
            List<JsonNode> violations = invariants.stream().flatMap(it -> it.path("violations").valueStream())
                    .toList();
            if (!violations.isEmpty()) {
                faultline.console().out().println();
                faultline.printer().list(violations, VIOLATIONS);
            }
        }
    }
}
