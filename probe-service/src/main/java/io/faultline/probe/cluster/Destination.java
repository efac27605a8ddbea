package io.faultline.probe.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.probe.probe.Place;
import org.jspecify.annotations.Nullable;

/** What a host name or an address means in a cluster. */
sealed interface Destination {
    Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:]*:[0-9a-fA-F:.]*]?");

    /** A port of a service. */
    record OfService(Service service, ServicePort port) implements Destination {
        String namespace() {
            return service.getMetadata().getNamespace();
        }

        String name() {
            return service.getMetadata().getName();
        }

        @Nullable
        String address() {
            String address = service.getSpec().getClusterIP();
            return address == null || address.isEmpty() || address.equals("None") ? null : address;
        }

        /** A pod behind it that is ready. */
        OfPod pod(KubernetesClient client) throws Nowhere {
            @Nullable
            Endpoints endpoints = client.endpoints().inNamespace(namespace()).withName(name()).get();
            return (endpoints == null
                    ? Stream.<OfPod>of()
                    : endpoints.getSubsets().stream().flatMap(
                            subset -> subset.getPorts().stream().filter(this::isSame).flatMap(
                                    each -> subset.getAddresses().stream()
                                            .filter(address -> address.getTargetRef() != null)
                                            .map(address -> behind(address, each)))))
                    .findFirst().orElseThrow(() -> new Nowhere(
                            "connection refused: service %s in %s has no ready pod".formatted(name(), namespace())));
        }

        private OfPod behind(EndpointAddress address, EndpointPort each) {
            return new OfPod(namespace(), address.getTargetRef().getName(), each.getPort(), address.getIp());
        }

        private boolean isSame(EndpointPort each) {
            return Objects.requireNonNullElse(each.getName(), "")
                    .equals(Objects.requireNonNullElse(port.getName(), ""));
        }
    }

    /** A port of a pod. */
    record OfPod(String namespace, String name, int port, String address) implements Destination {}

    /** There is nothing of that name, or nobody listens; as it would be for a client in the cluster. */
    final class Nowhere extends Exception {
        Nowhere(String why) {
            super(why);
        }
    }

    static Destination find(KubernetesClient client, Place place, String host, int port) throws Nowhere, Unanswered {
        if (ADDRESS.matcher(host).matches()) {
            return byAddress(client, place, host, port);
        }
        List<String> parts = Stream.of(host.split("\\.")).takeWhile(each -> !each.equals("svc")).toList();
        Infrastructure where = place.infrastructure();
        String otherwise = where == null || where.namespace() == null ? "default" : where.namespace();
        return switch (parts.size()) {
            case 1 -> named(client, place, otherwise, parts.getFirst(), port);
            case 2 -> named(client, place, parts.getLast(), parts.getFirst(), port);
            case 3 -> pod(client, place, parts.getLast(), parts.getFirst(), port);
            default -> throw unknown(host);
        };
    }

    private static Destination named(KubernetesClient client, Place place, String namespace, String name, int port)
            throws Nowhere, Unanswered {
        Asking.requireWithin(place, namespace);
        @Nullable
        Service service = client.services().inNamespace(namespace).withName(name).get();
        return service == null ? pod(client, place, namespace, name, port) : of(service, port);
    }

    private static OfPod pod(KubernetesClient client, Place place, String namespace, String name, int port)
            throws Nowhere, Unanswered {
        Asking.requireWithin(place, namespace);
        @Nullable
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        if (pod == null) {
            throw unknown(name + "." + namespace);
        }
        return of(pod, port);
    }

    private static Destination byAddress(KubernetesClient client, Place place, String host, int port)
            throws Nowhere, Unanswered {
        String address = host.replaceAll("[\\[\\]]", "");
        Infrastructure where = place.infrastructure();
        @Nullable
        String only = where == null ? null : where.namespace();
        List<Service> services = (only == null
                ? client.services().inAnyNamespace()
                : client.services().inNamespace(
                        only))
                .list().getItems();
        for (Service service : services) {
            if (address.equals(service.getSpec().getClusterIP())) {
                return of(service, port);
            }
        }
        List<Pod> pods = (only == null ? client.pods().inAnyNamespace() : client.pods().inNamespace(only))
                .withFields(Map.of("status.podIP", address, "status.phase", "Running")).list().getItems();
        return of(pods.stream().findFirst().orElseThrow(() -> unknown(host)), port);
    }

    private static OfService of(Service service, int port) throws Nowhere {
        String name = service.getMetadata().getName();
        if ("ExternalName".equals(service.getSpec().getType())) {
            throw new Nowhere("service %s only names what is outside of the cluster".formatted(name));
        }
        return service.getSpec().getPorts().stream().filter(each -> each.getPort() == port).findFirst()
                .map(each -> new OfService(service, each))
                .orElseThrow(() -> new Nowhere("connection refused: service %s has no port %d; it has %s".formatted(
                        name, port, service.getSpec().getPorts().stream().map(ServicePort::getPort).toList())));
    }

    private static OfPod of(Pod pod, int port) throws Nowhere {
        String name = pod.getMetadata().getName();
        if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
            throw new Nowhere("connection refused: pod %s has no address yet".formatted(name));
        }
        return new OfPod(pod.getMetadata().getNamespace(), name, port, pod.getStatus().getPodIP());
    }

    private static Nowhere unknown(String host) {
        return new Nowhere("the host name is unknown: there is no service or pod " + host);
    }
}
