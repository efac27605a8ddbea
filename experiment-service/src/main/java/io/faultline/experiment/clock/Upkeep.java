package io.faultline.experiment.clock;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import io.faultline.experiment.request.Answers;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets answers nobody may ask for any more. */
@Component
class Upkeep {
    private final Answers answers;
    private final InstantSource clock;

    Upkeep(Answers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        answers.forgetBefore(clock.instant().minus(Answers.REMEMBERED));
    }
}
