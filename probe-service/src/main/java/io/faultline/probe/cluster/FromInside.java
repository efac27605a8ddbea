package io.faultline.probe.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.probe.probe.Bounded;
import org.jspecify.annotations.Nullable;

/** When this service is in the cluster itself: straight there; a name its DNS does not know is asked of the API. */
record FromInside(Bounded bounded) implements Ways {
    private static final int CONNECT_MILLIS = 60_000;

    @Override
    public void carry(RequestHead head, Socket from, Owner owner)
            throws IOException, ClusterUnreachable, Destination.Nowhere, Unanswered {
        InetAddress address = address(head, owner);
        if (address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()) {
            throw Unanswered.because("'%s' is no address of a service or a pod".formatted(head.host()));
        }
        owner.open();
        Socket to = Ways.connected(owner, new InetSocketAddress(address, head.port()), CONNECT_MILLIS);
        if (head.isTunnel()) {
            from.getOutputStream().write(Pipes.ESTABLISHED);
        } else {
            to.getOutputStream().write(head.onward(head.path(), List.of()));
        }
        Pipes.both(bounded, from, to);
    }

    private static InetAddress address(RequestHead head, Owner owner)
            throws IOException, ClusterUnreachable, Destination.Nowhere, Unanswered {
        try {
            return InetAddress.getByName(head.host());
        } catch (UnknownHostException _) {
            KubernetesClient client = owner.client();
            @Nullable
            String known = switch (Destination.find(client, owner.place(), head.host(), head.port())) {
                case Destination.OfService service -> service.address();
                case Destination.OfPod pod -> pod.address();
            };
            return InetAddress.getByName(Objects.requireNonNullElse(known, head.host()));
        }
    }
}
