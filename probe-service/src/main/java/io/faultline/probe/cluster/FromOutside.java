package io.faultline.probe.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.PortForward;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Web;
import org.jspecify.annotations.Nullable;

/**
 * When this service is elsewhere: through the API server. It has two ways. Its proxy connects to the pod's address as any
 * client would, so that faults of the pod's network are met; but it takes the Authorization header away and ends TLS.
 * What needs those goes through a port-forward, which leads to the pod's own loopback and past such faults.
 */
record FromOutside(Bounded bounded) implements Ways {
    private static final int CONNECT_MILLIS = 3_000;

    @Override
    public void carry(RequestHead head, Socket from, Owner owner)
            throws IOException, ClusterUnreachable, Destination.Nowhere, Unanswered {
        KubernetesClient client = owner.client();
        Destination destination = Destination.find(client, owner.place(), head.host(), head.port());
        if (head.isTunnel() || head.has("authorization")) {
            forward(head, from, owner, client, destination);
        } else {
            proxy(head, from, owner, client.getConfiguration(), destination);
        }
    }

    @Override
    public Web.Reply seen(Web.Reply.Answered answered) {
        return ApiReplies.seen(answered);
    }

    private void proxy(RequestHead head, Socket from, Owner owner, Config config, Destination destination)
            throws IOException {
        URI server = URI.create(config.getMasterUrl());
        String base = (server.getRawPath() == null ? "" : server.getRawPath().replaceAll("/+$", ""));
        String prefix = "%s/api/v1/namespaces/%s/proxy".formatted(base, switch (destination) {
            case Destination.OfService to -> "%s/services/%s:%d".formatted(to.namespace(), to.name(),
                    to.port().getPort());
            case Destination.OfPod to -> "%s/pods/%s:%d".formatted(to.namespace(), to.name(), to.port());
        });
        Socket to = connected(owner, server, config);
        String path = head.path().startsWith(prefix + "/") ? head.path() : prefix + head.path();
        to.getOutputStream().write(head.onward(path, credentials(config)));
        owner.open();
        Pipes.both(bounded, from, to);
    }

    private static Socket connected(Owner owner, URI server, Config config) throws IOException {
        boolean secure = server.getScheme().equals("https");
        int port = server.getPort() >= 0 ? server.getPort() : secure ? 443 : 80;
        Socket plain = Ways.connected(owner, new InetSocketAddress(server.getHost(), port), CONNECT_MILLIS);
        if (!secure) {
            return plain;
        }
        try {
            SSLSocket socket = (SSLSocket) SSLUtils.sslContext(config).getSocketFactory().createSocket(plain,
                    server.getHost(), port, true);
            if (!config.isTrustCerts() && !config.isDisableHostnameVerification()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return owner.keep(socket);
        } catch (GeneralSecurityException e) {
            throw new IOException("the kubeconfig's certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<String> credentials(Config config) {
        @Nullable
        String token = config.getOauthTokenProvider() != null
                ? config.getOauthTokenProvider().getToken()
                : config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
        if (config.getUsername() != null && config.getPassword() != null) {
            byte[] both = (config.getUsername() + ":" + config.getPassword()).getBytes(StandardCharsets.UTF_8);
            return List.of("Authorization: Basic " + Base64.getEncoder().encodeToString(both));
        }
        return token == null ? List.of() : List.of("Authorization: Bearer " + token);
    }

    private void forward(RequestHead head, Socket from, Owner owner, KubernetesClient client, Destination destination)
            throws IOException, Destination.Nowhere {
        Destination.OfPod pod = switch (destination) {
            case Destination.OfService service -> service.pod(client);
            case Destination.OfPod itself -> itself;
        };
        InputStream in = from.getInputStream();
        if (head.isTunnel()) {
            from.getOutputStream().write(Pipes.ESTABLISHED);
        } else {
            in = new SequenceInputStream(new ByteArrayInputStream(head.onward(head.path(), List.of())), in);
        }
        PortForward forward = owner.keep(client.pods().inNamespace(pod.namespace()).withName(pod.name())
                .portForward(pod.port(), Channels.newChannel(in), Channels.newChannel(from.getOutputStream())));
        owner.open();
        if (forward.errorOccurred()) {
            throw new Destination.Nowhere("connection refused: " + forward.getServerThrowables());
        }
    }
}
