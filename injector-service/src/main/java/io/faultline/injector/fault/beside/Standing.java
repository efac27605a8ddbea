package io.faultline.injector.fault.beside;

import java.util.Map;

/**
 * An effect in force, or about to be.
 *
 * @param doors ports of the proxies it leads to: by what comes in (<code>tcp</code>, or a name server's address)
 */
public record Standing(String key, Effect effect, Map<String, Integer> doors) {
    /** The one door of effects that have but one. */
    public static final String DOOR = "tcp";

    public Standing {
        doors = Map.copyOf(doors);
    }
}
