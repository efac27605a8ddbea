package io.faultline.experiment.hub;

import java.util.Optional;
import java.util.UUID;

/** Names a hub. */
public record HubId(UUID value) {
    /** The one that comes along. */
    public static final HubId EMBEDDED = new HubId(new UUID(0x0000_0000_0000_4000L, 0x8000_0000_0000_0001L));

    /** The one of this id, in whichever way the one that comes along is named; nothing if it is no id. */
    public static Optional<HubId> parse(String text) {
        if (text.equals("embedded") || text.equals("default")) {
            return Optional.of(EMBEDDED);
        }
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(new HubId(UUID.fromString(text)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
