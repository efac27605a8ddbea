package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.HttpSide;
import io.faultline.contracts.fault.MatchScheme;
import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodDnsError;
import io.faultline.contracts.fault.PodDnsSpoof;
import io.faultline.contracts.fault.PodHttpLatency;
import io.faultline.contracts.fault.PodHttpModifyBody;
import io.faultline.contracts.fault.PodHttpModifyHeader;
import io.faultline.contracts.fault.PodHttpResetPeer;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.contracts.fault.PodNetworkCorruption;
import io.faultline.contracts.fault.PodNetworkDuplication;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.Traffic;
import org.jspecify.annotations.Nullable;

import static io.faultline.formats.litmus.Tunable.of;
import static io.faultline.formats.litmus.Tunable.unneeded;

/** Faults of what goes to and from pods: their network, their HTTP, their names. */
final class TrafficForms {
    private static final List<Tunable> NETWORK = List.of(of("NETWORK_INTERFACE", "eth0"), of("CORRELATION", "0"),
            of("DESTINATION_IPS", ""),
            new Tunable("DESTINATION_HOSTS", "", "", Treatment.WORKS, "with ports (host|80) for one host only"),
            of("DESTINATION_PORTS", ""), of("SOURCE_PORTS", ""));
    private static final List<Tunable> HTTP = List.of(of("TARGET_SERVICE_PORT", "80"), of("TOXICITY", "100"),
            unneeded("PROXY_PORT", "a free port is chosen"),
            unneeded("NETWORK_INTERFACE", "every interface of the pod is redirected"));

    private TrafficForms() {}

    static Stream<FaultForm> all() {
        return Stream.concat(network(), Stream.concat(http(), names()));
    }

    private static Stream<FaultForm> network() {
        return Stream.of(
                network("pod-network-latency",
                        env -> new PodNetworkLatency(Targets.pods(env), positive(env, "NETWORK_LATENCY"),
                                env.millis("JITTER"), traffic(env)),
                        of("NETWORK_LATENCY", "2000"), of("JITTER", "0")),
                network("pod-network-loss",
                        env -> new PodNetworkLoss(Targets.pods(env), env.percent("NETWORK_PACKET_LOSS_PERCENTAGE"),
                                traffic(env)),
                        of("NETWORK_PACKET_LOSS_PERCENTAGE", "100")),
                network("pod-network-corruption",
                        env -> new PodNetworkCorruption(Targets.pods(env),
                                env.percent("NETWORK_PACKET_CORRUPTION_PERCENTAGE"), traffic(env)),
                        of("NETWORK_PACKET_CORRUPTION_PERCENTAGE", "100")),
                network("pod-network-duplication",
                        env -> new PodNetworkDuplication(Targets.pods(env),
                                env.percent("NETWORK_PACKET_DUPLICATION_PERCENTAGE"), traffic(env)),
                        of("NETWORK_PACKET_DUPLICATION_PERCENTAGE", "100")),
                network("pod-network-rate-limit",
                        env -> new PodNetworkRateLimit(Targets.pods(env), size(env, "NETWORK_BANDWIDTH", Units::rate),
                                size(env, "BURST", Units::size), size(env, "LIMIT", Units::size), traffic(env)),
                        of("NETWORK_BANDWIDTH", "1mbit"), of("BURST", "32kb"), of("LIMIT", "2mb"),
                        unneeded("PEAK_RATE", "the bucket has but one rate"),
                        unneeded("MIN_BURST", "the bucket has but one rate")),
                FaultForm.of("pod-network-partition", "pod-network-partition", Aim.POD, TrafficForms::partition,
                        of("POLICY_TYPES", "all"), of("DESTINATION_IPS", ""), of("DESTINATION_HOSTS", ""),
                        new Tunable("PORTS", "", "", Treatment.WORKS, "tcp ports; others are refused"),
                        new Tunable("POD_SELECTOR", "", "", Treatment.REFUSED, "name addresses or hosts"),
                        new Tunable("NAMESPACE_SELECTOR", "", "", Treatment.REFUSED, "name addresses or hosts")));
    }

    private static FaultForm network(String name, Function<Tunables, @Nullable FaultSpec> making, Tunable... own) {
        List<Tunable> tunables = new ArrayList<>(List.of(own));
        tunables.addAll(NETWORK);
        return FaultForm.of(name, name, Aim.POD, making, tunables.toArray(Tunable[]::new)).with(Treatment.BETTER,
                "parallel faults of one pod compose instead of overwriting each other");
    }

    private static Stream<FaultForm> http() {
        return Stream.of(
                http("pod-http-latency",
                        env -> new PodHttpLatency(Targets.pods(env), port(env), positive(env, "LATENCY"),
                                env.percent("TOXICITY")),
                        of("LATENCY", "2000")),
                http("pod-http-status-code",
                        env -> new PodHttpStatusCode(Targets.pods(env), port(env), codes(env),
                                env.flag("MODIFY_RESPONSE_BODY"), body(env),
                                env.text("CONTENT_TYPE"), env.percent("TOXICITY")),
                        new Tunable("STATUS_CODE", "", "", Treatment.DIFFERENTLY,
                                "of several, one is taken for each answer rather than for the whole fault"),
                        of("MODIFY_RESPONSE_BODY", "true"), of("RESPONSE_BODY", ""), of("CONTENT_TYPE", "text/plain"),
                        unneeded("CONTENT_ENCODING", "the body is sent as it is")),
                http("pod-http-modify-body",
                        env -> new PodHttpModifyBody(Targets.pods(env), port(env), env.verbatim("RESPONSE_BODY"),
                                env.text("CONTENT_TYPE"), env.orNull("CONTENT_ENCODING"), env.percent("TOXICITY")),
                        of("RESPONSE_BODY", ""), of("CONTENT_TYPE", "text/plain"), of("CONTENT_ENCODING", "")),
                http("pod-http-modify-header", TrafficForms::headers,
                        new Tunable("HEADERS_MAP", "{}", "{}", Treatment.WORKS, "an empty value takes a header away"),
                        of("HEADER_MODE", "response")),
                http("pod-http-reset-peer",
                        env -> new PodHttpResetPeer(Targets.pods(env), port(env), env.millis("RESET_TIMEOUT"),
                                env.percent("TOXICITY")),
                        of("RESET_TIMEOUT", "0")));
    }

    private static FaultForm http(String name, Function<Tunables, @Nullable FaultSpec> making, Tunable... own) {
        List<Tunable> tunables = new ArrayList<>(List.of(own));
        tunables.addAll(HTTP);
        return FaultForm.of(name, name, Aim.POD, making, tunables.toArray(Tunable[]::new));
    }

    private static Stream<FaultForm> names() {
        return Stream.of(
                FaultForm.of("pod-dns-error", "pod-dns-error", Aim.POD,
                        env -> new PodDnsError(Targets.pods(env), env.list("TARGET_HOSTNAMES"), scheme(env)),
                        of("TARGET_HOSTNAMES", ""), of("MATCH_SCHEME", "exact")),
                FaultForm.of("pod-dns-spoof", "pod-dns-spoof", Aim.POD, TrafficForms::spoof, of("SPOOF_MAP", ""),
                        new Tunable("MATCH_SCHEME", "exact", "exact", Treatment.BETTER, "for this fault too")));
    }

    private static FaultSpec partition(Tunables env) {
        String direction = env.text("POLICY_TYPES").toUpperCase(Locale.ROOT);
        if (Stream.of(PartitionDirection.values()).noneMatch(each -> each.name().equals(direction))) {
            env.notes().refuse(env.spot("POLICY_TYPES"), "POLICY_TYPES has to be all, ingress or egress");
        }
        for (String selector : List.of("POD_SELECTOR", "NAMESPACE_SELECTOR")) {
            if (!env.isBlank(selector)) {
                env.notes().refuse(env.spot(selector),
                        "%s is not there: name who is cut off by DESTINATION_IPS or DESTINATION_HOSTS"
                                .formatted(selector));
            }
        }
        return new PodNetworkPartition(Targets.pods(env),
                Stream.of(PartitionDirection.values()).filter(each -> each.name().equals(direction)).findFirst()
                        .orElse(PartitionDirection.ALL),
                env.list("DESTINATION_IPS"), env.list("DESTINATION_HOSTS"), ports(env));
    }

    /** Numbers with commas, or YAML: tcp: [80]. */
    private static List<Integer> ports(Tunables env) {
        String text = env.text("PORTS");
        String tcp = text.replaceAll("(?i)[{}]|\"?tcp\"?\\s*:", " ").replaceAll("[\\[\\]\\s]+", " ").strip();
        List<Integer> ports = new ArrayList<>();
        for (String word : tcp.isEmpty() ? new String[0] : tcp.split("[, ]+")) {
            if (!word.matches("\\d{1,5}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > 65_535) {
                env.notes().refuse(env.spot("PORTS"), "PORTS has to name tcp ports, like {tcp: [80, 443]}");
                return List.of();
            }
            ports.add(Integer.parseInt(word));
        }
        return ports;
    }

    private static FaultSpec headers(Tunables env) {
        Map<String, String> headers = env.map("HEADERS_MAP");
        if (headers.isEmpty()) {
            env.notes().refuse(env.spot("HEADERS_MAP"), "HEADERS_MAP names no header; write {\"X-Name\": \"value\"}");
        }
        String mode = env.text("HEADER_MODE").toLowerCase(Locale.ROOT);
        if (!mode.equals("response") && !mode.equals("request")) {
            env.notes().refuse(env.spot("HEADER_MODE"), "HEADER_MODE has to be response or request");
        }
        return new PodHttpModifyHeader(Targets.pods(env), port(env), headers,
                mode.equals("request") ? HttpSide.REQUEST : HttpSide.RESPONSE, env.percent("TOXICITY"));
    }

    private static FaultSpec spoof(Tunables env) {
        Map<String, String> names = env.map("SPOOF_MAP");
        if (names.isEmpty()) {
            env.notes().refuse(env.spot("SPOOF_MAP"),
                    "SPOOF_MAP names no name; write {\"asked.example\": \"answered.example\"}");
        }
        return new PodDnsSpoof(Targets.pods(env), names, scheme(env));
    }

    private static MatchScheme scheme(Tunables env) {
        String scheme = env.text("MATCH_SCHEME").toLowerCase(Locale.ROOT);
        if (!scheme.equals("exact") && !scheme.equals("substring")) {
            env.notes().refuse(env.spot("MATCH_SCHEME"), "MATCH_SCHEME has to be exact or substring");
        }
        return scheme.equals("substring") ? MatchScheme.SUBSTRING : MatchScheme.EXACT;
    }

    private static @Nullable String body(Tunables env) {
        String body = env.verbatim("RESPONSE_BODY");
        return body.isEmpty() ? null : body;
    }

    private static int port(Tunables env) {
        return env.within("TARGET_SERVICE_PORT", 1, 65_535, "");
    }

    private static Duration positive(Tunables env, String name) {
        Duration span = env.millis(name);
        if (span.isZero()) {
            env.notes().refuse(env.spot(name), name + " has to be longer than nothing");
        }
        return span;
    }

    private static List<Integer> codes(Tunables env) {
        List<Integer> codes = new ArrayList<>();
        for (String code : env.list("STATUS_CODE")) {
            if (!code.matches("[2-5]\\d\\d")) {
                env.notes().refuse(env.spot("STATUS_CODE"),
                        "'%s' is no status code between 200 and 599".formatted(Piece.shown(code)));
            } else {
                codes.add(Integer.parseInt(code));
            }
        }
        if (codes.size() > 1) {
            env.notes().differently(env.spot("STATUS_CODE"),
                    "STATUS_CODE: of several, one is taken for each answer rather than for the whole fault");
        }
        return codes;
    }

    private static ByteSize size(Tunables env, String name, Function<String, Optional<ByteSize>> reading) {
        Optional<ByteSize> size = reading.apply(env.text(name)).filter(each -> each.bytes() > 0);
        if (size.isEmpty()) {
            env.notes().refuse(env.spot(name), "%s has to be a number with a unit of tc (1mbit, 32kb), but is '%s'"
                    .formatted(name, Piece.shown(env.text(name))));
        }
        return size.orElse(new ByteSize(1));
    }

    private static Traffic traffic(Tunables env) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>(env.list("DESTINATION_PORTS"));
        for (String host : env.list("DESTINATION_HOSTS")) {
            String[] parts = host.split("\\|");
            hosts.add(parts[0].strip());
            if (parts.length > 1 && (env.list("DESTINATION_HOSTS").size() > 1 || !ports.isEmpty())) {
                env.notes().refuse(env.spot("DESTINATION_HOSTS"),
                        "ports of single hosts (%s) cannot be told apart; make a fault for each host"
                                .formatted(Piece.shown(host)));
            } else {
                Stream.of(parts).skip(1).map(String::strip).forEach(ports::add);
            }
        }
        return new Traffic(env.text("NETWORK_INTERFACE"), env.list("DESTINATION_IPS"), hosts, ports,
                env.list("SOURCE_PORTS"), env.within("CORRELATION", 0, 100, " percent"));
    }
}
