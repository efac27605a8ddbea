package io.faultline.experiment.clock;

import java.util.concurrent.TimeUnit;

import io.faultline.experiment.stop.HaltLine;
import io.faultline.experiment.stop.Heard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the injector whether everything is halted, again and again until it knows. */
@Component
class HaltUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(HaltUpkeep.class);

    private final HaltLine line;
    private boolean troubled;

    HaltUpkeep(HaltLine line) {
        this.line = line;
    }

    @Scheduled(initialDelay = 500, fixedDelay = 2_000, timeUnit = TimeUnit.MILLISECONDS)
    void remind() {
        try {
            line.remind("experiment-service").ifPresent(this::note);
        } catch (RuntimeException e) {
            note(new Heard.Unreached(String.valueOf(e.getMessage())));
        }
    }

    /** Once for each trouble and once for its end. */
    private void note(Heard heard) {
        if (heard instanceof Heard.Unreached(String why) && !troubled) {
            LOG.warn("The injector cannot be told whether everything is halted, trying again: {}", why);
        } else if (heard instanceof Heard.Reached && troubled) {
            LOG.info("The injector knows now whether everything is halted");
        }
        troubled = heard instanceof Heard.Unreached;
    }
}
