package io.faultline.testkit.wrong.store;

import io.faultline.testkit.wrong.http.PlanController;

/** Knows another edge. */
public class JdbcPlans {
    public String name(PlanController controller) {
        return controller.toString();
    }
}
