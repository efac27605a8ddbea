package io.faultline.testkit.right.store;

import javax.sql.DataSource;

import io.faultline.testkit.right.plan.Plan;

/** An edge as it should be. */
public record JdbcPlans(DataSource source) {
    public String save(Plan plan) {
        return source + " " + plan;
    }
}
