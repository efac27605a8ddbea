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
import io.faultline.contracts.fault.PodNetworkRateLimit;
import org.jspecify.annotations.Nullable;

import static io.faultline.formats.litmus.Tunable.of;
import static io.faultline.formats.litmus.Tunable.unneeded;

/** Faults of what goes to and from pods: their network, their HTTP, their names. */
final class TrafficForms {
    private static final List<Tunable> NETWORK = List.of(of("NETWORK_INTERFACE", "eth0"),
            new Tunable("CORRELATION", "0", "0", Treatment.BETTER, "decimals too"),
            new Tunable("DESTINATION_IPS", "", "", Treatment.WORKS, "with ports too: address|80|443"),
            new Tunable("DESTINATION_HOSTS", "", "", Treatment.BETTER,
                    "with ports too: host|80|443; resolved in the pod"),
            new Tunable("DESTINATION_PORTS", "", "", Treatment.WORKS,
                    "of addresses, hosts and ports that are given together, one is enough; with a ! before ports, these"
                            + " alone are looked at"),
            of("SOURCE_PORTS", ""));
    /** Less of the packets is none. */
    private static final String LEAST = "0.001";
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
                                env.millis("JITTER"), Filters.read(env)),
                        of("NETWORK_LATENCY", "2000"), of("JITTER", "0")),
                network("pod-network-loss",
                        env -> new PodNetworkLoss(Targets.pods(env), env.share("NETWORK_PACKET_LOSS_PERCENTAGE", LEAST),
                                Filters.read(env)),
                        of("NETWORK_PACKET_LOSS_PERCENTAGE", "100")),
                network("pod-network-corruption",
                        env -> new PodNetworkCorruption(Targets.pods(env),
                                env.share("NETWORK_PACKET_CORRUPTION_PERCENTAGE", LEAST), Filters.read(env)),
                        of("NETWORK_PACKET_CORRUPTION_PERCENTAGE", "100")),
                network("pod-network-duplication",
                        env -> new PodNetworkDuplication(Targets.pods(env),
                                env.share("NETWORK_PACKET_DUPLICATION_PERCENTAGE", LEAST), Filters.read(env)),
                        of("NETWORK_PACKET_DUPLICATION_PERCENTAGE", "100")),
                network("pod-network-rate-limit",
                        TrafficForms::rateLimit,
                        of("NETWORK_BANDWIDTH", "1mbit"), of("BURST", "32kb"), of("LIMIT", "2mb"),
                        new Tunable("PEAK_RATE", "", "", Treatment.WORKS, "with MIN_BURST only, as in tc"),
                        of("MIN_BURST", "")),
                PartitionForm.form());
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
                        of("LATENCY", "2000", "6000")),
                http("pod-http-status-code",
                        env -> new PodHttpStatusCode(Targets.pods(env), port(env), codes(env),
                                env.flag("MODIFY_RESPONSE_BODY"), body(env),
                                env.text("CONTENT_TYPE"), env.percent("TOXICITY"), env.orNull("CONTENT_ENCODING")),
                        new Tunable("STATUS_CODE", "", "", Treatment.DIFFERENTLY,
                                "of several, one is taken for each answer rather than for the whole fault"),
                        of("MODIFY_RESPONSE_BODY", "true"), of("RESPONSE_BODY", ""), of("CONTENT_TYPE", "text/plain"),
                        of("CONTENT_ENCODING", "")),
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

    private static FaultSpec rateLimit(Tunables env) {
        ByteSize rate = size(env, "NETWORK_BANDWIDTH", Units::rate);
        ByteSize peak = env.isBlank("PEAK_RATE") ? null : size(env, "PEAK_RATE", Units::rate);
        ByteSize least = env.isBlank("MIN_BURST") ? null : size(env, "MIN_BURST", Units::size);
        if (peak != null && (least == null || peak.bytes() <= rate.bytes())) {
            env.notes().refuse(env.spot("PEAK_RATE"),
                    "PEAK_RATE has to be more than NETWORK_BANDWIDTH, and needs MIN_BURST: tc takes it in no other way");
        }
        return new PodNetworkRateLimit(Targets.pods(env), rate, size(env, "BURST", Units::size),
                size(env, "LIMIT", Units::size), Filters.read(env), peak, least);
    }

    private static ByteSize size(Tunables env, String name, Function<String, Optional<ByteSize>> reading) {
        Optional<ByteSize> size = reading.apply(env.text(name)).filter(each -> each.bytes() > 0);
        if (size.isEmpty()) {
            env.notes().refuse(env.spot(name), "%s has to be a number with a unit of tc (1mbit, 32kb), but is '%s'"
                    .formatted(name, Piece.shown(env.text(name))));
        }
        return size.orElse(new ByteSize(1));
    }
}
