package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/**
 * A fault whose targets have to be well again after it, and as many as there were; before it, whoever chooses them sees
 * that they are well.
 */
public final class HealthChecked<U extends Undo> implements Driver<U> {
    private final Driver<U> driver;
    private final PodTarget target;
    private final ClusterChoice choice;
    private final @Nullable Infrastructure where;
    private final AtomicInteger before = new AtomicInteger();

    public HealthChecked(Driver<U> driver, PodTarget target, ClusterChoice choice, @Nullable Infrastructure where) {
        this.driver = driver;
        this.target = target;
        this.choice = choice;
        this.where = where;
    }

    @Override
    public Plan<U> plan(String mark) throws FaultRefused {
        before.accumulateAndGet(choice.present(target, where), Math::max);
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

    /** One that was deleted is neither ill nor there until its controller has replaced it. */
    @Override
    public List<String> ailing() throws FaultRefused {
        List<String> ailing = choice.ailing(target, where);
        int now = choice.present(target, where);
        return !ailing.isEmpty() || now >= before.get()
                ? ailing
                : List.of("only %d of %d pods that match are there".formatted(now, before.get()));
    }
}
