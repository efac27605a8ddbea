package io.faultline.testkit.wrong.facts;

import io.faultline.testkit.right.plan.Plan;

/** Knows another service. */
public class Neighbour {
    public String name(Plan plan) {
        return plan.toString();
    }
}
