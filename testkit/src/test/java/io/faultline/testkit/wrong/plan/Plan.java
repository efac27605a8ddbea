package io.faultline.testkit.wrong.plan;

import io.faultline.testkit.wrong.run.RunHelper;
import org.springframework.stereotype.Component;

/** Knows Spring, and a noun that knows it back. */
@Component
public class Plan {
    public RunHelper getRun() {
        return new RunHelper();
    }
}
