package io.faultline.injector.fault.beside;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.fault.ByteSize;

/** Effects in words for people. */
public final class DeedRules {
    private DeedRules() {}

    /** What is meant to be done to its victim. */
    public static String intent(Effect effect) {
        return switch (effect) {
            case Effect.Kill kill -> (kill.gently() ? "stop" : "kill") + in(kill.victim(), " the main process of");
            case Effect.Cpu cpu -> "keep %s busy to %d %%".formatted(
                    cpu.workers() == 0 ? "all processors" : cpu.workers() + " processors", cpu.load())
                    + in(cpu.victim(), " inside");
            case Effect.Memory memory -> "hold %s of memory".formatted(
                    memory.bytes() == 0 ? memory.percent() + " %" : new ByteSize(memory.bytes()).toString())
                    + in(memory.victim(), " inside");
            case Effect.Writes writes -> "write %s to %s again and again, %s".formatted(
                    writes.bytes() == 0 ? writes.percent() + " % of what is free" : new ByteSize(writes.bytes()),
                    writes.path(), writes.workers() == 1 ? "by 1 writer" : "by %d writers".formatted(writes.workers()))
                    + in(writes.victim(), " inside");
            case Effect.Fill fill -> "fill %s %s".formatted(fill.path(), level(fill)) + in(fill.victim(), " of");
            case Effect.Packets packets -> harm(packets.harm()) + (packets.filter().isAll()
                    ? " of all that it sends"
                    : " of part of what it sends");
            case Effect.Http http -> change(http.change()) + " on port %d, %d %% of requests".formatted(http.port(),
                    http.toxicity());
            case Effect.Names names -> names.instead().isEmpty()
                    ? "let lookups of %s fail".formatted(names.names().isEmpty() ? "all names" : names.names())
                    : "answer lookups with other addresses: " + names.instead();
            case Effect.FreezeKubelet _ -> "freeze the kubelet; it goes on by itself at the end";
        };
    }

    private static String level(Effect.Fill fill) {
        if (fill.percent() > 0 && (fill.limit() > 0 || fill.bytes() == 0)) {
            return "to %d %% of its %s".formatted(fill.percent(), fill.limit() > 0 ? "limit" : "file system");
        }
        return (fill.percent() > 0 ? "until it uses " : "with ") + new ByteSize(fill.bytes());
    }

    private static String in(Victim victim, String how) {
        return victim.isNode() ? "" : how + " " + victim.name();
    }

    /** What happens to packets. */
    public static String harm(Harm harm) {
        List<String> parts = new ArrayList<>();
        add(parts, harm.delay() > 0, "delay %d ms".formatted(harm.delay())
                + (harm.jitter() > 0 ? " ± %d ms".formatted(harm.jitter()) : ""));
        add(parts, harm.loss() > 0, "lose %s %%".formatted(plain(harm.loss())));
        add(parts, harm.corruption() > 0, "corrupt %s %%".formatted(plain(harm.corruption())));
        add(parts, harm.duplication() > 0, "double %s %%".formatted(plain(harm.duplication())));
        add(parts, harm.rate() > 0, "let only %s a second through".formatted(new ByteSize(harm.rate())));
        return String.join(", ", parts);
    }

    /** Without decimals that say nothing. */
    static String plain(double share) {
        return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
    }

    private static void add(List<String> parts, boolean has, String text) {
        if (has) {
            parts.add(text);
        }
    }

    private static String change(HttpChange change) {
        return switch (change) {
            case HttpChange.Delay delay -> "hold answers back for %d ms".formatted(delay.millis());
            case HttpChange.Reset reset -> "reset connections %d ms after a request".formatted(reset.millis());
            case HttpChange.Status status -> "answer with status "
                    + (status.codes().size() == 1 ? status.codes().getFirst() : "one of " + status.codes());
            case HttpChange.Headers headers -> "set headers of %s: %s"
                    .formatted(headers.ofRequest() ? "requests" : "answers", headers.values().keySet());
            case HttpChange.Replace _ -> "replace the body of answers";
        };
    }
}
