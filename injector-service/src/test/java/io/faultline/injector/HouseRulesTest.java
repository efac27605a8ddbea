package io.faultline.injector;

import io.faultline.testkit.Allowance;
import io.faultline.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void keepsTheHouseRules() {
        // The watchdog is a program of its own, wired by its main class: nobody there hands on a clock.
        // Applications are told what to do in JSON.
        HouseRules.check("io.faultline.injector", Allowance.edge("net", "tools.jackson.."),
                Allowance.reachesForTime("io.faultline.injector.host.WatchdogLog"));
    }
}
