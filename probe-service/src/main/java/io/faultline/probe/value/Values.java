package io.faultline.probe.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.HttpCall;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.PodSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of <code>${name}</code>, reading secrets at the moment of use, and hides those secrets from
 * what people read. Made anew for each use, so that no secret is kept.
 */
public record Values(Map<String, ConfigurationValue> configuration, Map<String, SecretReference> secrets,
        Environment environment) {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");
    private static final String HIDDEN = "***";

    /** @throws UnknownName if nothing stands for a name in it */
    public String text(String template) {
        return NAME.matcher(template).replaceAll(each -> Matcher.quoteReplacement(named(each.group(1))));
    }

    public Map<String, String> texts(Map<String, String> templates) {
        Map<String, String> filled = new HashMap<>();
        templates.forEach((name, template) -> filled.put(name, text(template)));
        return filled;
    }

    public HttpCall filled(HttpCall call) {
        String body = textOrNull(call.body());
        return new HttpCall(text(call.url()), call.method(), texts(call.headers()), body, call.insecureSkipVerify());
    }

    /** The program itself is never substituted: what may run is decided by what was written. */
    public CommandCall filled(CommandCall call) {
        List<String> arguments = call.argv().stream().skip(1).map(this::text).toList();
        List<String> argv = Stream.concat(Stream.of(call.argv().getFirst()), arguments.stream()).toList();
        return new CommandCall(argv, texts(call.env()));
    }

    public KubernetesProbe filled(KubernetesProbe probe) {
        return new KubernetesProbe(probe.operation(), probe.group(), probe.version(), probe.resource(),
                text(probe.namespace()), probe.names().stream().map(this::text).toList(), textOrNull(probe.labels()),
                textOrNull(probe.fields()), textOrNull(probe.data()), textOrNull(probe.container()), probe.lines(),
                probe.expect(), probe.path(), probe.since(), probe.previous());
    }

    public PodSource filled(PodSource pod) {
        return new PodSource(text(pod.namespace()), textOrNull(pod.name()), textOrNull(pod.labels()),
                textOrNull(pod.container()), textOrNull(pod.image()), pod.hostNetwork());
    }

    private @Nullable String textOrNull(@Nullable String template) {
        return template == null ? null : text(template);
    }

    /** The text with every secret of this step hidden, also where it was encoded for an address. */
    public String redacted(String text) {
        List<String> hidden = secrets.values().stream().map(this::secret).filter(Objects::nonNull)
                .filter(value -> !value.isEmpty())
                .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        String shown = text;
        for (String each : hidden) {
            shown = shown.replace(each, HIDDEN);
        }
        return shown;
    }

    private String named(String name) {
        SecretReference secret = secrets.get(name);
        if (secret != null) {
            String value = secret(secret);
            return required(name, value, "the environment variable %s of the probe service is not set", secret.env());
        }
        ConfigurationValue configured = configuration.get(name);
        if (configured == null) {
            throw new UnknownName(name, "there is no configuration or secret of this name");
        }
        String value = configured.value();
        if (value == null && configured.env() != null) {
            value = allowed(configured.env(), ConfigurationValue.ENV_PREFIX);
        }
        return required(name, value == null ? configured.defaultValue() : value,
                "the environment variable %s of the probe service is not set, and there is no default",
                String.valueOf(configured.env()));
    }

    private @Nullable String secret(SecretReference reference) {
        return allowed(reference.env(), SecretReference.ENV_PREFIX);
    }

    private @Nullable String allowed(String variable, String prefix) {
        return variable.startsWith(prefix) ? environment.variable(variable) : null;
    }

    private static String required(String name, @Nullable String value, String why, String variable) {
        if (value == null) {
            throw new UnknownName(name, why.formatted(variable));
        }
        return value;
    }
}
