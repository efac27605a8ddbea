package io.faultline.injector.fault.beside;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An effect as words of one line: what goes to a helper, into its journal on the node, and into an undo. */
public final class EffectLine {
    /** What names an effect: it is part of a line, too, and of file names. */
    public static final String KEY = "[A-Za-z0-9][A-Za-z0-9._-]{0,240}";
    /** In a helper's greeting, before the name of who renews what it has in force there; no key has it. */
    public static final String RENEWED_BY = "by=";

    private EffectLine() {}

    public static String write(Effect effect) {
        Words words = new Words(new LinkedHashMap<>());
        String kind = switch (effect) {
            case Effect.Kill kill -> words.flag("gently", kill.gently())
                    .put("grace", kill.graceSeconds()).called("kill");
            case Effect.Cpu cpu -> words.put("workers", cpu.workers()).put("load", cpu.load()).called("cpu");
            case Effect.Memory memory -> words.put("bytes", memory.bytes()).put("percent", memory.percent())
                    .called("memory");
            case Effect.Writes writes -> words.put("path", writes.path()).put("bytes", writes.bytes())
                    .put("workers", writes.workers()).put("percent", writes.percent()).called("writes");
            case Effect.Fill fill -> words.put("path", fill.path()).put("bytes", fill.bytes())
                    .put("percent", fill.percent()).put("limit", fill.limit()).called("fill");
            case Effect.Packets packets -> write(packets, words);
            case Effect.Http http -> write(http, words);
            case Effect.Names names -> words.list("names", names.names()).flag("part", names.part())
                    .map("instead", names.instead()).called("names");
            case Effect.FreezeKubelet _ -> words.called("freeze-kubelet");
        };
        Victim victim = effect.victim();
        return words.put("pod", victim.pod()).put("container", victim.container()).put("name", victim.name())
                .line(kind);
    }

    private static String write(Effect.Packets packets, Words words) {
        Filter filter = packets.filter();
        Harm harm = packets.harm();
        return words.filter(filter).put("correlation", DeedRules.plain(filter.correlation()))
                .list("also", filter.also().stream()
                        .map(each -> new Words(new LinkedHashMap<>()).filter(each).line("filter")).toList())
                .put("delay", harm.delay()).put("jitter", harm.jitter())
                .put("loss", harm.loss()).put("corruption", harm.corruption()).put("duplication", harm.duplication())
                .put("rate", harm.rate()).put("burst", harm.burst()).put("waiting", harm.waiting())
                .put("peak", harm.peak()).put("least-burst", harm.leastBurst()).called("packets");
    }

    private static String write(Effect.Http http, Words words) {
        words.put("port", http.port()).put("toxicity", http.toxicity());
        return switch (http.change()) {
            case HttpChange.Delay delay -> words.put("millis", delay.millis()).called("http-delay");
            case HttpChange.Reset reset -> words.put("millis", reset.millis()).called("http-reset");
            case HttpChange.Status status -> words.list("codes", status.codes().stream().map(String::valueOf).toList())
                    .body(status.body()).called("http-status");
            case HttpChange.Headers headers -> words.flag("request", headers.ofRequest()).map("values",
                    headers.values()).called("http-headers");
            case HttpChange.Replace replace -> words.body(replace.body()).called("http-body");
        };
    }

    /** Fails, with the reason, if it is no effect. */
    public static Effect read(String line) {
        String[] parts = line.strip().split(" ");
        Words words = Words.of(parts);
        Victim victim = new Victim(words.text("pod"), words.text("container"), words.text("name"));
        return switch (parts[0]) {
            case "kill" -> new Effect.Kill(victim, words.is("gently"), words.count("grace"));
            case "cpu" -> new Effect.Cpu(victim, words.number("workers"), words.number("load"));
            case "memory" -> new Effect.Memory(victim, words.count("bytes"), words.number("percent"));
            case "writes" ->
                new Effect.Writes(victim, words.text("path"), words.count("bytes"), words.number("workers"),
                        words.number("percent"));
            case "fill" -> new Effect.Fill(victim, words.text("path"), words.count("bytes"), words.number("percent"),
                    words.count("limit"));
            case "packets" -> new Effect.Packets(victim, filter(words), harm(words));
            case "names" -> new Effect.Names(victim, words.texts("names"), words.is("part"), words.pairs("instead"));
            case "freeze-kubelet" -> new Effect.FreezeKubelet(victim);
            default -> new Effect.Http(victim, words.number("port"), words.number("toxicity"),
                    change(parts[0], words));
        };
    }

    private static Filter filter(Words words) {
        return new Filter(words.text("device"), words.texts("addresses"), words.texts("hosts"),
                new Filter.Ports(words.is("to-others"), words.texts("to")),
                new Filter.Ports(words.is("from-others"), words.texts("from")), words.share("correlation"),
                words.texts("also").stream().map(each -> filter(Words.of(each.split(" ")))).toList());
    }

    private static Harm harm(Words words) {
        return new Harm(words.count("delay"), words.count("jitter"), words.share("loss"), words.share("corruption"),
                words.share("duplication"), words.count("rate"), words.count("burst"), words.count("waiting"),
                words.count("peak"), words.count("least-burst"));
    }

    private static HttpChange change(String kind, Words words) {
        HttpChange.Body body = new HttpChange.Body(words.text("body"), words.text("type"), words.text("encoding"));
        return switch (kind) {
            case "http-delay" -> new HttpChange.Delay(words.count("millis"));
            case "http-reset" -> new HttpChange.Reset(words.count("millis"));
            case "http-status" -> new HttpChange.Status(words.texts("codes").stream().map(Integer::valueOf).toList(),
                    words.has("body") ? body : null);
            case "http-headers" -> new HttpChange.Headers(words.is("request"), words.pairs("values"));
            case "http-body" -> new HttpChange.Replace(body);
            default -> throw new IllegalArgumentException("no effect is called " + kind);
        };
    }

    /** Text that may hold anything, as one word. */
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String plain(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }

    /** Words with names; a list's elements and a map's pairs are escaped once more. */
    private record Words(Map<String, String> values) {
        static Words of(String[] parts) {
            return new Words(Arrays.stream(parts).skip(1).map(part -> part.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> plain(pair[1]))));
        }

        Words put(String name, Object value) {
            values.put(name, value.toString());
            return this;
        }

        Words flag(String name, boolean value) {
            return put(name, value);
        }

        Words list(String name, List<String> list) {
            return put(name, list.stream().map(EffectLine::escaped).collect(Collectors.joining(",")));
        }

        Words filter(Filter filter) {
            return put("device", filter.device()).list("addresses", filter.addresses()).list("hosts", filter.hosts())
                    .list("to", filter.to().ranges()).flag("to-others", filter.to().others())
                    .list("from", filter.from().ranges()).flag("from-others", filter.from().others());
        }

        Words map(String name, Map<String, String> map) {
            return put(name, new TreeMap<>(map).entrySet().stream()
                    .map(each -> escaped(each.getKey()) + ":" + escaped(each.getValue()))
                    .collect(Collectors.joining(",")));
        }

        Words body(HttpChange.@org.jspecify.annotations.Nullable Body body) {
            return body == null
                    ? this
                    : put("body", body.text()).put("type", body.type()).put("encoding", body.encoding());
        }

        String called(String kind) {
            return kind;
        }

        String line(String kind) {
            return values.entrySet().stream().map(each -> each.getKey() + "=" + escaped(each.getValue()))
                    .collect(Collectors.joining(" ", kind + " ", ""));
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        String text(String name) {
            return values.getOrDefault(name, "");
        }

        boolean is(String name) {
            return Boolean.parseBoolean(text(name));
        }

        long count(String name) {
            return has(name) ? Long.parseLong(text(name)) : 0;
        }

        int number(String name) {
            return Math.toIntExact(count(name));
        }

        double share(String name) {
            return has(name) ? Double.parseDouble(text(name)) : 0;
        }

        List<String> texts(String name) {
            return text(name).isEmpty()
                    ? List.of()
                    : Arrays.stream(text(name).split(",")).map(EffectLine::plain).toList();
        }

        Map<String, String> pairs(String name) {
            return text(name).isEmpty()
                    ? Map.of()
                    : Arrays.stream(text(name).split(",")).map(each -> each.split(":", 2))
                            .collect(Collectors.toMap(pair -> plain(pair[0]), pair -> plain(pair[1])));
        }
    }
}
