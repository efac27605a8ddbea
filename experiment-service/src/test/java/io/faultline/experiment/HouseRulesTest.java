package io.faultline.experiment;

import io.faultline.testkit.Allowance;
import io.faultline.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theHouseRulesHold() {
        // The direct line carries the API's key and speaks its JSON.
        HouseRules.check("io.faultline.experiment", Allowance.edge("net", "io.faultline.http..", "tools.jackson.."));
    }
}
