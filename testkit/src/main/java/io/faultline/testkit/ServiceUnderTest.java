package io.faultline.testkit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One service as it is, in this JVM, on a free port, against a database and consumer groups of its own in the
 * {@link EmbeddedHouse}.
 */
public final class ServiceUnderTest implements AutoCloseable {
    private final Class<?> main;
    private final Map<String, Object> properties;
    private ConfigurableApplicationContext context;

    private ServiceUnderTest(Class<?> main, Map<String, Object> properties) {
        this.main = main;
        this.properties = properties;
        this.context = run();
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param main its main class
     * @param config name of its configuration file, without .yml
     */
    public static ServiceUnderTest start(Class<?> main, String config) {
        return start(main, config, Map.of());
    }

    /** As {@link #start(Class, String)}, with properties that outweigh all others. */
    public static ServiceUnderTest start(Class<?> main, String config, Map<String, ?> overrides) {
        Map<String, Object> properties = new LinkedHashMap<>(EmbeddedHouse.open().properties(config));
        properties.put("spring.config.name", config);
        properties.putAll(overrides);
        return new ServiceUnderTest(main, properties);
    }

    private ConfigurableApplicationContext run() {
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue())).toArray(String[]::new);
        return new SpringApplicationBuilder(main).registerShutdownHook(false).run(arguments);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Value of the Authorization header that opens its API. */
    public String authorization() {
        return "Bearer " + EmbeddedHouse.API_KEY;
    }

    /** Ends it in order and starts it again on the same database. */
    public void restart() {
        close();
        context = run();
    }

    /**
     * Takes its database away while it works, so that nothing it is in the middle of commits, and starts it again. As
     * near to a kill as one JVM comes.
     */
    public void crashAndRestart() {
        try {
            context.getBean(DataSource.class).unwrap(AutoCloseable.class).close();
        } catch (Exception e) {
            throw new IllegalStateException("The pool cannot be closed", e);
        }
        restart();
    }

    @Override
    public void close() {
        Objects.requireNonNull(context).close();
    }
}
