package io.faultline.scheduler.clock;

import org.springframework.context.SmartLifecycle;

/** Keeps an alarm going as long as the service is up: armed from the tables at the start. */
record Watch(Alarm alarm, Alarm.Sweep sweep) implements SmartLifecycle {
    @Override
    public void start() {
        alarm.start(sweep);
    }

    @Override
    public void stop() {
        alarm.stop();
    }

    @Override
    public boolean isRunning() {
        return alarm.isRunning();
    }
}
