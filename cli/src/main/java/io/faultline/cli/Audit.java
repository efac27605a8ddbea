package io.faultline.cli;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Proof that the record of what happened was not touched. */
@Command(name = "audit", description = "The audit trail: verify.")
final class Audit {
    private final Faultline faultline;

    Audit(Faultline faultline) {
        this.faultline = faultline;
    }

    @Command(name = "verify", description = "Recomputes the hash chain over every fact kept and says where it breaks.")
    int verify(
            @Option(names = "--run", paramLabel = "RUN", description = "Only the facts of this run.") @Nullable String run) {
        try (FaultlineClient client = faultline.client()) {
            String only = run == null ? "" : "?run=" + Faultline.run(client, run);
            JsonNode answer = client.read("/api/v1/audit/verify" + only);
            faultline.printer().one(answer,
                    Table.of("/intact", "intact", "/intact", "rows", "/rows", "head", "/head", "first broken row",
                            "/brokenAt", "reason", "/reason"));
            return answer.path("intact").asBoolean(false) ? 0 : Exit.ERROR.code();
        }
    }
}
