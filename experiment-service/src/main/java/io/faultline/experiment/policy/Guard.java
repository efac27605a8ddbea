package io.faultline.experiment.policy;

import java.util.List;
import java.util.Locale;

import io.faultline.contracts.complaint.Complaint;

/**
 * What one guard says of an experiment that is to be run now.
 *
 * @param places what of the experiment it objects to
 */
public record Guard(Name name, boolean allowed, String says, List<Complaint> places) {
    public Guard {
        places = List.copyOf(places);
    }

    /** The guards there are, in the order they are asked. */
    public enum Name {
        HALT, BLACKOUT_WINDOW, MAX_DURATION, STOP_CONDITIONS, SECRETS, INFRASTRUCTURE, ENABLED_FAULTS, AGENT;

        /** As people write it: <code>blackout-window</code>. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Guard allowing(Name name, String says) {
        return new Guard(name, true, says, List.of());
    }

    static Guard refusing(Name name, String says) {
        return new Guard(name, false, says, List.of());
    }
}
