package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/**
 * A port of a pod.
 *
 * @param where the cluster; without one, that which the injector reaches by itself
 * @param uid tells it from a later pod of the same name
 * @param direct whether the pod's own address is reached from here; else its port is forwarded
 */
public record PodDoor(@Nullable Infrastructure where, String namespace, String pod, String uid, int port,
        boolean direct) {}
