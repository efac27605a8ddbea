package io.faultline.testkit.wrong.http;

import javax.sql.DataSource;

/** Reaches for the database. */
public class PlanController {
    public String name(DataSource source) {
        return source.toString();
    }
}
