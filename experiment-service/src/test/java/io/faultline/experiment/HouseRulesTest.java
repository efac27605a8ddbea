package io.faultline.experiment;

import io.faultline.testkit.Allowance;
import io.faultline.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theHouseRulesHold() {
        // The direct line carries the API's key and speaks its JSON.
        HouseRules.check("io.faultline.experiment", Allowance.edge("net", "io.faultline.http..", "tools.jackson.."),
                // Secrets of repositories are sealed by a key derived from the API's; JGit's SSH is Apache MINA's.
                Allowance.edge("git", "io.faultline.http..", "org.apache.sshd.."),
                // GraphQL goes over HTTP and WebSocket, carries manifests, and its mutations are transactions.
                Allowance.edge("graphql", "io.faultline.formats..", "tools.jackson..", "jakarta.servlet..",
                        "org.springframework.web..", "org.springframework.http..", "org.springframework.util..",
                        "org.springframework.transaction..", "org.reactivestreams..", "reactor.core.."));
    }
}
