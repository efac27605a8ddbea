package io.faultline.injector.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.Standing;

/** The proxies of a helper: one for each pod and what it is about, so that effects on the same compose. */
public final class OpenDoors implements Doors {
    private final RandomGenerator random;
    private final Map<String, Door> open = new ConcurrentHashMap<>();

    /** A proxy inside a pod's network. */
    interface Door {
        void add(String key, Effect effect);

        /** Whether any effect is left in it. */
        boolean remove(String key);

        Map<String, Integer> ports();

        /** Lets what is under way come to its end, and nothing new in. */
        void drain();
    }

    public OpenDoors(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized Map<String, Integer> open(String key, Effect effect, List<String> servers, Opener sockets)
            throws IOException {
        String name = switch (effect) {
            case Effect.Http http -> "http " + http.port() + " " + http.victim().pod();
            case Effect.Names names -> "names " + names.victim().pod();
            default -> "delay " + effect.victim().pod();
        };
        Door door = open.get(name);
        if (door == null) {
            door = switch (effect) {
                case Effect.Http http -> HttpDoor.open(http.port(), sockets, random);
                case Effect.Names _ -> NamesDoor.open(servers, sockets, random);
                default -> DelayDoor.open(sockets, random);
            };
            open.put(name, door);
        }
        door.add(key, effect);
        return door.ports();
    }

    @Override
    public synchronized void close(String key) {
        List<String> empty = new ArrayList<>();
        open.forEach((name, door) -> {
            if (!door.remove(key)) {
                empty.add(name);
            }
        });
        empty.forEach(name -> {
            Door door = open.remove(name);
            if (door != null) {
                door.drain();
            }
        });
    }

    static Map<String, Integer> only(int port) {
        return Map.of(Standing.DOOR, port);
    }
}
