package io.faultline.formats.litmus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.formats.yaml.Spelling;
import org.jspecify.annotations.Nullable;

/** What a probe of each kind measures, and what it accepts. */
final class ProbeInputs {
    private static final Set<String> NUMERIC = Set.of("==", "!=", "<", "<=", ">", ">=", "oneOf", "between");
    private static final int LINES = 100;
    /** Litmus' own, and ready: what a health check was read as is written as, and read again. */
    private static final List<KubernetesProbe.Operation> OPERATIONS = List.of(KubernetesProbe.Operation.PRESENT,
            KubernetesProbe.Operation.ABSENT, KubernetesProbe.Operation.CREATE, KubernetesProbe.Operation.DELETE,
            KubernetesProbe.Operation.READY);
    private static final Set<String> TEXTUAL = Set.of("equal", "notEqual", "contains", "notContains", "matches",
            "notMatches", "oneOf");
    static final Map<String, String> SOURCE_REST = Map.ofEntries(
            Map.entry("privileged", "a probe pod has no privileges"), Map.entry("command", "the pod waits by itself"),
            Map.entry("args", "the pod waits by itself"),
            Map.entry("imagePullPolicy", "images are pulled when they are not there"),
            Map.entry("imagePullSecrets", "the account of the namespace has them"),
            Map.entry("labels", "probe pods have labels of their own"),
            Map.entry("annotations", "the experiment's helperPods says what pods are annotated with"),
            Map.entry("nodeSelector", "the experiment's helperPods says where pods are placed"),
            Map.entry("tolerations", "the experiment's helperPods says where pods are placed"),
            Map.entry("volumes", "a probe pod mounts nothing"), Map.entry("volumeMount", "a probe pod mounts nothing"));

    private ProbeInputs() {}

    static @Nullable HttpProbe http(Piece inputs) {
        Optional<String> url = plain(inputs, "url");
        boolean skips = inputs.raw("insecureSkipVerify").strip().equalsIgnoreCase("true");
        Piece method = inputs.fields("method");
        Optional<Piece> get = method.field("get").filter(each -> !each.isNothing());
        Optional<Piece> post = method.field("post").filter(each -> !each.isNothing());
        if (get.isPresent() == post.isPresent()) {
            inputs.notes().refuse(method.spot(), "an httpProbe needs exactly one of method.get and method.post");
            return null;
        }
        Piece how = get.or(() -> post).orElseThrow();
        Comparator status = comparator(how, "int", how.text("criteria").orElse(null),
                how.text("responseCode").orElse(null));
        Map<String, String> headers = headers(inputs);
        String body = null;
        if (post.isPresent()) {
            body = how.field("body").filter(Piece::isText).isPresent() ? words(how, "body").orElse("") : "";
            how.field("bodyPath").filter(each -> !each.isNothing()).ifPresent(path -> how.notes().refuse(path.spot(),
                    "bodyPath names a file of the experiment's pod; write the body"));
            how.text("contentType").ifPresent(type -> headers.put("Content-Type", type));
        }
        how.look("responseTimeout");
        how.ignoreRest(Map.of());
        method.look("responseTimeout");
        method.ignoreRest(Map.of());
        if (url.isEmpty() || status == null) {
            required(inputs, "url");
            return null;
        }
        return new HttpProbe(url.get(), get.isPresent() ? "GET" : "POST", headers, body, skips,
                new HttpProbe.Expect(status, null, null), true);
    }

    /** Harness' headers: name or key, and value. */
    private static Map<String, String> headers(Piece inputs) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Piece header : inputs.items("headers")) {
            Optional<String> name = header.text("key").or(() -> header.text("name"));
            Optional<String> value = plain(header, "value");
            if (name.isPresent() && value.isPresent()) {
                headers.put(name.get(), value.get());
            } else {
                header.notes().refuse(header.spot(), "a header needs a key and a value");
            }
        }
        return headers;
    }

    static @Nullable CommandProbe command(Piece inputs, ProbeReading.Engine engine) {
        Optional<String> line = plain(inputs, "command");
        Piece compare = inputs.fields("comparator");
        Comparator output = compare.isNothing()
                ? null
                : comparator(compare, compare.text("type").orElse(""), compare.text("criteria").orElse(null),
                        compare.field("value").flatMap(Piece::known).orElse(null));
        compare.ignoreRest(Map.of());
        Optional<Piece> source = source(inputs);
        PodSource pod = source.map(each -> pod(each, engine.namespace())).orElse(null);
        Map<String, String> env = source.map(each -> env(each, engine.env())).orElse(Map.of());
        source.ifPresent(each -> each.ignoreRest(SOURCE_REST));
        if (line.isEmpty()) {
            required(inputs, "command");
            return null;
        }
        Spot spot = inputs.field("command").map(Piece::spot).orElse(inputs.spot());
        if (source.isEmpty()) {
            inputs.notes().differently(spot,
                    "the command runs beside the probe service, not in a pod of the experiment; name a source to have it run in a pod");
        }
        List<String> argv = argv(line.get(), source.isPresent(), spot, inputs.notes());
        return argv.isEmpty()
                ? null
                : new CommandProbe(argv, env, new CommandProbe.Expect(Comparator.number(0), output), pod);
    }

    /** In a pod of its own a line may go through the shell of the image, as it does in Litmus; beside us nothing does. */
    private static List<String> argv(String line, boolean inPod, Spot spot, Notes notes) {
        return switch (ShellWords.split(line)) {
            case ShellWords.Split.Words(List<String> words) -> words;
            case ShellWords.Split.NeedsShell(String why) when !inPod -> {
                notes.refuse(spot, ("the command needs a shell, and there is none beside the probe service: %s; name a"
                        + " source image, in whose pod its /bin/sh runs the line").formatted(why));
                yield List.of();
            }
            case ShellWords.Split.NeedsShell _ -> List.of("/bin/sh", "-c", line.strip());
            case ShellWords.Split.Broken(String why) -> {
                notes.refuse(spot, "no shell would run the command: " + why);
                yield List.of();
            }
        };
    }

    /** Its own fields, a text with them, as GraphQL has it, or an image; inline is none. */
    private static Optional<Piece> source(Piece inputs) {
        return inputs.field("source").filter(each -> !each.isNothing())
                .filter(each -> !each.raw().strip().equalsIgnoreCase("inline"))
                .flatMap(each -> each.isText() ? each.document(each.raw()) : Optional.of(each))
                .filter(each -> !each.isNothing());
    }

    private static @Nullable PodSource pod(Piece source, String namespace) {
        Optional<String> image = source.isText() ? source.known().map(String::strip) : source.text("image");
        if (image.isEmpty()) {
            source.notes().refuse(source.spot(), "a source needs an image");
        }
        boolean host = source.raw("hostNetwork").strip().equalsIgnoreCase("true");
        return image
                .map(name -> new PodSource(source.text("namespace").orElse(namespace), null, null, null, name, host))
                .orElse(null);
    }

    private static Map<String, String> env(Piece source, Map<String, Piece> ofFault) {
        boolean inherits = source.raw("inheritInputs").strip().equalsIgnoreCase("true");
        Map<String, Piece> all = new LinkedHashMap<>(inherits ? ofFault : Map.of());
        all.putAll(Tunables.env(source.items("env"), source.notes()));
        Map<String, String> env = new LinkedHashMap<>();
        all.forEach((name, value) -> ours(value).ifPresent(text -> env.put(name, text)));
        return env;
    }

    static @Nullable PrometheusProbe prometheus(Piece inputs) {
        Optional<String> endpoint = plain(inputs, "endpoint");
        Optional<String> query = inputs.text("query");
        inputs.field("queryPath").filter(each -> !each.isNothing()).ifPresent(path -> inputs.notes().refuse(
                path.spot(), "queryPath names a file of the experiment's pod; write the query"));
        Piece compare = inputs.fields("comparator");
        compare.look("type");
        Comparator expect = comparator(compare, "float", compare.text("criteria").orElse(null),
                compare.text("value").orElse(null));
        compare.ignoreRest(Map.of());
        if (endpoint.isEmpty() || query.isEmpty() || expect == null) {
            required(inputs, "endpoint", "query");
            return null;
        }
        return new PrometheusProbe(endpoint.get(), query.get(), Map.of(), expect, true);
    }

    static @Nullable KubernetesProbe kubernetes(Piece inputs, Piece probe) {
        String operation = inputs.text("operation").orElse("");
        KubernetesProbe.Operation known = OPERATIONS.stream()
                .filter(each -> each.name().equalsIgnoreCase(operation.strip()))
                .findFirst().orElse(null);
        List<String> names = Stream.of(inputs.text("resourceNames").orElse("").split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
        String data = probe.field("data").or(() -> inputs.field("data")).filter(each -> !each.isNothing())
                .flatMap(Piece::known).orElse(null);
        String group = inputs.text("group").orElse("");
        String version = inputs.text("version").orElse("v1");
        String resource = inputs.text("resource").orElse(null);
        String namespace = inputs.text("namespace").orElse(null);
        String labels = plain(inputs, "labelSelector").orElse(null);
        String fields = inputs.text("fieldSelector").orElse(null);
        if (known == null) {
            Spot spot = inputs.field("operation").map(Piece::spot).orElse(inputs.spot());
            inputs.notes().refuse(spot, "'%s' is no operation of a k8sProbe; write present, absent, create or delete"
                    .formatted(Piece.shown(operation)));
            return null;
        }
        return new KubernetesProbe(known, group, version, resource,
                namespace == null ? anywhere(known, inputs) : namespace, names, names.isEmpty() ? labels : null,
                names.isEmpty() ? fields : null, data, null, LINES, null);
    }

    /** Without a namespace objects are looked for in all of them; what changes something does so in one. */
    private static String anywhere(KubernetesProbe.Operation operation, Piece inputs) {
        return switch (operation) {
            case CREATE, DELETE -> {
                inputs.notes().differently(inputs.spot(), "without a namespace its objects are those of 'default';"
                        + " in Litmus the probe fails, unless their kind has none");
                yield "default";
            }
            case PRESENT, ABSENT, COUNT, READY, EACH, LOGS -> KubernetesProbe.ALL_NAMESPACES;
        };
    }

    /**
     * What is accepted, meant as it is written: only a list (oneOf, between) is split at commas, and a list may have one
     * part.
     */
    static @Nullable Comparator comparator(Piece at, String type, @Nullable String criteria, @Nullable String value) {
        Notes notes = at.notes();
        Comparator.Type known = Stream.of(Comparator.Type.values())
                .filter(each -> each.name().equalsIgnoreCase(type.strip())).findFirst().orElse(null);
        if (known == null || criteria == null || value == null) {
            notes.refuse(at.spot(), "what is accepted needs %s, criteria and a value".formatted(
                    known == null ? "a type (int, float or string)" : "a type"));
            return null;
        }
        Set<String> allowed = known == Comparator.Type.STRING ? TEXTUAL : NUMERIC;
        String word = allowed.stream().filter(each -> each.equalsIgnoreCase(criteria.strip())).findFirst()
                .orElse(null);
        if (word == null) {
            notes.refuse(at.field("criteria").map(Piece::spot).orElse(at.spot()),
                    "criteria '%s' is not supported for %s".formatted(Piece.shown(criteria),
                            type.toLowerCase(java.util.Locale.ROOT)),
                    Spelling.nearest(criteria, allowed));
            return null;
        }
        boolean isList = word.equals("oneOf") || word.equals("between");
        String plain = isList ? value.strip().replaceAll("^\\[(.*)\\]$", "$1") : value;
        String meant = known == Comparator.Type.STRING && !isList ? plain : plain.strip();
        if (known != Comparator.Type.STRING && !isNumbers(meant, word)) {
            notes.refuse(at.field("value").or(() -> at.field("responseCode")).map(Piece::spot).orElse(at.spot()),
                    "'%s' is no number to compare with %s; in Litmus it would count as 0"
                            .formatted(Piece.shown(value), word));
            return null;
        }
        return new Comparator(known, word, meant);
    }

    private static boolean isNumbers(String value, String criteria) {
        List<String> parts = Stream.of(value.split(",", -1)).map(String::strip).toList();
        int needed = criteria.equals("between") ? 2 : 1;
        int most = criteria.equals("between") ? 2 : criteria.equals("oneOf") ? Integer.MAX_VALUE : 1;
        return parts.size() >= needed && parts.size() <= most
                && parts.stream().allMatch(part -> part.matches("-?\\d{1,18}(\\.\\d{1,18})?"));
    }

    /** Words that are taken as they are: without our own ${name}. */
    private static Optional<String> plain(Piece piece, String name) {
        return piece.field(name).filter(field -> !field.isNothing()).flatMap(_ -> words(piece, name));
    }

    private static Optional<String> words(Piece piece, String name) {
        return piece.field(name).flatMap(ProbeInputs::ours);
    }

    private static Optional<String> ours(Piece piece) {
        return piece.known().filter(text -> {
            boolean holds = text.contains("${");
            if (holds) {
                piece.notes().refuse(piece.spot(),
                        "'${' would be taken for a value of the experiment's configuration; write it without");
            }
            return !holds;
        });
    }

    private static void required(Piece inputs, String... names) {
        Stream.of(names).filter(name -> inputs.field(name).filter(each -> !each.isNothing()).isEmpty())
                .forEach(name -> inputs.notes().refuse(inputs.spot(), "'%s' is required".formatted(name)));
    }
}
