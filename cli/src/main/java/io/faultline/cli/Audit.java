package io.faultline.cli;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Proof that the record of what happened was not touched. */
@Command(name = "audit", description = "The audit trail: verify.")
final class Audit {
    private final Faultline faultline;

    Audit(Faultline faultline) {
        this.faultline = faultline;
    }

    @Command(name = "verify", description = "Recomputes the hash chain over every fact kept and says where it breaks.")
    int verify() {
        try (FaultlineClient client = faultline.client()) {
            JsonNode answer = client.read("/api/v1/audit/verify");
            faultline.printer().one(answer,
                    Table.of("/intact", "intact", "/intact", "rows", "/rows", "first broken row",
                            "/brokenAt", "reason", "/reason"));
            return answer.path("intact").asBoolean(false) ? 0 : Exit.ERROR.code();
        }
    }
}
