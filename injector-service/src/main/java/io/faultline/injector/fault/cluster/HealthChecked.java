package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/** A fault whose targets have to be well again after it; before it, whoever chooses them sees to that. */
public record HealthChecked<U extends Undo>(Driver<U> driver, PodTarget target, ClusterChoice choice,
        @Nullable Infrastructure where) implements Driver<U> {
    @Override
    public Plan<U> plan(String mark) throws FaultRefused {
        return driver.plan(mark);
    }

    @Override
    public void inject(U undo, Duration longest) throws FaultRefused, InterruptedException {
        driver.inject(undo, longest);
    }

    @Override
    public String deed(Hit<U> hit) {
        return driver.deed(hit);
    }

    @Override
    public List<String> ailing() throws FaultRefused {
        return choice.ailing(target, where);
    }
}
