package io.faultline.probe.value;

import org.jspecify.annotations.Nullable;

/** The environment variables of this service. */
@FunctionalInterface
public interface Environment {
    @Nullable
    String variable(String name);
}
