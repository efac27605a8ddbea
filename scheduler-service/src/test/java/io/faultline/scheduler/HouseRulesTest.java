package io.faultline.scheduler;

import io.faultline.testkit.Allowance;
import io.faultline.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void keepsTheHouseRules() {
        // The sweep tells trouble with the database, which passes, from trouble with one schedule, which does not.
        HouseRules.check("io.faultline.scheduler", Allowance.nouns("com.cronutils.."),
                Allowance.edge("clock", "org.springframework.dao.."));
    }
}
