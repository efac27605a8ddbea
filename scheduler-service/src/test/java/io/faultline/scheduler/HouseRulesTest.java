package io.faultline.scheduler;

import io.faultline.testkit.Allowance;
import io.faultline.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.faultline.scheduler", Allowance.nouns("com.cronutils.."));
    }
}
