package io.faultline.probe;

import io.faultline.testkit.Allowance;
import io.faultline.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    /**
     * RE2 is part of what a comparator means; the clock edge is where waiting is done; net reads JSON and speaks TLS;
     * cluster reads manifests, and speaks TLS with API servers.
     */
    @Test
    void areKept() {
        HouseRules.check("io.faultline.probe", Allowance.nouns("com.google.re2j.."),
                Allowance.edge("net", "tools.jackson..", "javax.net.ssl.."),
                Allowance.edge("cluster", "org.snakeyaml.engine..", "javax.net.ssl.."),
                Allowance.reachesForTime("io.faultline.probe.clock.SystemTime"));
    }
}
