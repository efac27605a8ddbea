package io.faultline.experiment.workflow;

import java.util.Collection;
import java.util.Map;

import io.faultline.contracts.ids.ScheduleId;
import io.faultline.experiment.catalogue.KeptExperiment;
import org.jspecify.annotations.Nullable;

/** The schedules of the service that times runs. Each call is bounded in time. */
public interface Clockwork {
    /**
     * When an experiment runs by itself.
     *
     * @param missed what becomes of ticks nobody was there for, in the scheduler's word
     */
    record Timing(String cron, @Nullable String zone, @Nullable String missed) {}

    /** What came of a wish. */
    sealed interface Wound {
        record Done(ScheduleId schedule) implements Wound {}

        /** In words for whoever asked. */
        record Refused(String why) implements Wound {}
    }

    /** A schedule that does not fire until it is started. */
    Wound make(KeptExperiment experiment, Timing timing);

    /** Changes it to this experiment, timing and state. */
    Wound change(ScheduleId schedule, KeptExperiment experiment, Timing timing, boolean fires);

    /** Whether these fire: of each there is, none if nobody knows now. */
    Map<ScheduleId, Boolean> firing(Collection<ScheduleId> schedules);

    /** It never fires again. */
    Wound forget(ScheduleId schedule);
}
