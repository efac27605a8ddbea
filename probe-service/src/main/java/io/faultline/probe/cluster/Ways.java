package io.faultline.probe.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Web;

/** How a connection gets to its end. */
interface Ways {
    /** What a way needs of the passage it belongs to. */
    interface Owner {
        Place place();

        KubernetesClient client() throws ClusterUnreachable;

        /** To be closed with the passage. */
        <T extends AutoCloseable> T keep(T resource) throws IOException;

        /** From now on whoever is silent is the one asked, not the cluster. */
        void open();
    }

    /** Carries one connection from its head to its end; returns when it is over. */
    void carry(RequestHead head, Socket from, Owner owner)
            throws IOException, ClusterUnreachable, Destination.Nowhere, Unanswered;

    /** An answer, or what it means when it came from the way. */
    default Web.Reply seen(Web.Reply.Answered answered) {
        return answered;
    }

    static Socket connected(Owner owner, InetSocketAddress address, int millis) throws IOException {
        Socket socket = owner.keep(new Socket());
        socket.connect(address, millis);
        return socket;
    }
}
