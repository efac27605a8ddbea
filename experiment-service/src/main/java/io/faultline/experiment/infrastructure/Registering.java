package io.faultline.experiment.infrastructure;

import org.jspecify.annotations.Nullable;

/** What came of the wish to connect, change or disconnect an infrastructure. */
public sealed interface Registering {
    /** @param token what its agents prove themselves with; it is not kept, and shown this once */
    record Done(KeptInfrastructure infrastructure, @Nullable String token) implements Registering {
        /** Without saying the token: whoever logs it by mistake tells nothing. */
        @Override
        public String toString() {
            return "Done[" + infrastructure.name() + "]";
        }
    }

    record NameTaken(String name) implements Registering {}

    /** It is at another version than the wish was made for. */
    record Changed(int version) implements Registering {}

    record Missing() implements Registering {}
}
