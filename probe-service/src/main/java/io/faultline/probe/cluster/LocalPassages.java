package io.faultline.probe.cluster;

import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Passage;
import io.faultline.probe.probe.Passages;
import io.faultline.probe.probe.Place;

/**
 * Ways into clusters by proxies on this machine's loopback, each for one attempt.
 *
 * @param inside whether this service runs in a cluster: then that one is reached straight
 */
record LocalPassages(ClusterClients clients, Bounded bounded, boolean inside) implements Passages {
    @Override
    public Passage open(Place place) {
        Ways ways = inside && isHere(place) ? new FromInside(bounded) : new FromOutside(bounded);
        return LocalPassage.open(clients, place, bounded, ways);
    }

    /** Without a kubeconfig an infrastructure is the cluster an agent is in: it needs no rights to go straight. */
    private static boolean isHere(Place place) {
        Infrastructure where = place.infrastructure();
        return where == null || where.kubeconfig() == null;
    }
}
