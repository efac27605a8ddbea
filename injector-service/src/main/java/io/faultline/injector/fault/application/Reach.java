package io.faultline.injector.fault.application;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.PodDoor;
import org.jspecify.annotations.Nullable;

/** The ways to doors: straight, or through a forwarded port of a pod. */
public record Reach(Doors doors, PodDoors pods) {
    /** @param matched how many there are of which these were chosen */
    record Chosen(int matched, List<Door> doors) {}

    /** Chooses doors as they are now. */
    Chosen choose(ApplicationTarget target, String usualPath, @Nullable Infrastructure where) throws FaultRefused {
        if (target.pods() == null || target.port() == null) {
            return new Chosen(1, List.of(Door.at(written(target.url()))));
        }
        PodDoors.Found found = pods.find(target.pods(), where);
        String path = target.path() == null ? usualPath : target.path();
        int port = target.port();
        String namespace = target.pods().namespace();
        return new Chosen(found.matched(), found.pods().stream().map(pod -> {
            boolean direct = !pod.address().isEmpty() && doors.reaches(pod.address(), port);
            String host = !direct
                    ? "127.0.0.1"
                    : pod.address().contains(":") ? "[%s]".formatted(pod.address()) : pod.address();
            return new Door("http://%s:%d%s".formatted(host, port, path),
                    new PodDoor(where, namespace, pod.name(), pod.uid(), port, direct));
        }).toList());
    }

    /** Which of its pods are not well, if that is to be looked at. */
    List<String> ailing(ApplicationTarget target, @Nullable Infrastructure where) throws FaultRefused {
        PodTarget wanted = target.pods();
        return wanted != null && wanted.healthCheck() ? pods.ailing(wanted, where) : List.of();
    }

    private static String written(@Nullable String url) throws FaultRefused {
        try {
            URI address = URI.create(String.valueOf(url));
            if (address.getHost() == null || address.getRawQuery() != null || address.getRawFragment() != null) {
                throw new FaultRefused(
                        "'%s' is no address of a door; write it like http://host:8080/path".formatted(url));
            }
            if (address.getRawUserInfo() != null) {
                throw new FaultRefused("no credentials are taken in an address: they would be seen in events and logs");
            }
            return address.toString();
        } catch (IllegalArgumentException e) {
            throw new FaultRefused("'%s' is no address: %s".formatted(url, e.getMessage()), e);
        }
    }

    Answer call(Door door, Call call) throws IOException, InterruptedException {
        PodDoor pod = door.pod();
        if (pod == null || pod.direct()) {
            return doors.call(door.address(), call);
        }
        try (PodDoors.Passage passage = pods.forward(pod)) {
            return doors.call(through(passage, door), call);
        }
    }

    Optional<Answer> begin(Door door, Call call, Duration wait) throws IOException, InterruptedException {
        PodDoor pod = door.pod();
        if (pod == null || pod.direct()) {
            return doors.begin(door.address(), call, wait);
        }
        try (PodDoors.Passage passage = pods.forward(pod)) {
            return doors.begin(through(passage, door), call, wait);
        }
    }

    private static String through(PodDoors.Passage passage, Door door) {
        return "http://127.0.0.1:%d%s".formatted(passage.port(), URI.create(door.address()).getRawPath());
    }

    /** Whether nobody can be behind it any more. */
    boolean isGone(Door door) throws IOException {
        return door.pod() != null && pods.isGone(door.pod());
    }
}
